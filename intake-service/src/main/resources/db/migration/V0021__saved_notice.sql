-- One-time notices that were issued: the answer as it was given, word for word.
CREATE TABLE saved_notice (
    document_id uuid NOT NULL CONSTRAINT saved_notice_pk PRIMARY KEY
        CONSTRAINT saved_notice_was_issued REFERENCES issued_document (id),
    usci        text CONSTRAINT saved_notice_enterprise_registered REFERENCES enterprise,
    asked_by    text NOT NULL,
    answer      json NOT NULL
);
COMMENT ON COLUMN saved_notice.answer IS 'Kept as json, not jsonb: read back it is the same text.';
REVOKE UPDATE, DELETE, TRUNCATE ON saved_notice FROM CURRENT_USER;
