-- A case that had ended unstarted waits again while what it needs is looked at anew: the applicant sees for which case.

ALTER TABLE case_progress
    DROP CONSTRAINT case_progress_status_known,
    ADD CONSTRAINT case_progress_status_known
        CHECK (status IN ('OPENED', 'EXAMINED', 'SUSPENDED', 'DECIDED', 'NOT_STARTED', 'WAITING')),
    ADD COLUMN waits_for text,
    ADD CONSTRAINT case_progress_waits_for_something CHECK ((status = 'WAITING') = (waits_for IS NOT NULL));
COMMENT ON COLUMN case_progress.waits_for IS 'The case for which it waits again.';

ALTER TABLE progress_incident
    DROP CONSTRAINT progress_incident_kind_known,
    ADD CONSTRAINT progress_incident_kind_known
        CHECK (kind IN ('ITEM_SUSPENDED', 'ITEM_RESUMED', 'ITEM_EXTENDED', 'ITEM_REOPENED', 'ITEM_WAITS_AGAIN',
                        'RECTIFICATION_OPENED', 'RECTIFICATION_CLOSED'));
