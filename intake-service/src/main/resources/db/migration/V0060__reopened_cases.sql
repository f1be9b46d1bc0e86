-- A case that was decided may be open again, and its limit may be extended: both are told to the public.

ALTER TABLE case_progress ADD COLUMN reopened boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN case_progress.reopened IS 'An appeal had it opened again after it was refused or had ended; until it is decided anew its file is not finished.';

ALTER TABLE progress_incident DROP CONSTRAINT progress_incident_kind_known;
ALTER TABLE progress_incident
    ADD CONSTRAINT progress_incident_kind_known
        CHECK (kind IN ('ITEM_SUSPENDED', 'ITEM_RESUMED', 'ITEM_EXTENDED', 'ITEM_REOPENED', 'RECTIFICATION_OPENED',
                        'RECTIFICATION_CLOSED'));
