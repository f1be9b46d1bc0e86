-- What else is told about files: pauses, rectifications after a bad rating, appeals. Written by consumers only.

CREATE TABLE progress_incident (
    receipt_number text        NOT NULL,
    kind           text        NOT NULL
        CONSTRAINT progress_incident_kind_known
        CHECK (kind IN ('ITEM_SUSPENDED', 'ITEM_RESUMED', 'RECTIFICATION_OPENED', 'RECTIFICATION_CLOSED')),
    reference      text        NOT NULL,
    at             timestamptz NOT NULL,
    CONSTRAINT progress_incident_pk PRIMARY KEY (receipt_number, kind, reference, at)
);
COMMENT ON COLUMN progress_incident.reference IS 'The case that paused or went on, or the rectification.';

CREATE TABLE appeal_progress (
    appeal_id      text NOT NULL CONSTRAINT appeal_progress_pk PRIMARY KEY,
    receipt_number text,
    received_at    timestamptz,
    replied_at     timestamptz,
    closed_at      timestamptz
);
COMMENT ON COLUMN appeal_progress.receipt_number IS 'NULL when the appeal is about no file, or its first event has not come.';
CREATE INDEX appeal_progress_file_idx ON appeal_progress (receipt_number) WHERE receipt_number IS NOT NULL;
