-- What somebody has begun to fill in. Not a file yet: it has no number, no clock and no history.
CREATE TABLE application_draft (
    id              uuid        NOT NULL CONSTRAINT application_draft_pk PRIMARY KEY,
    owner           text        NOT NULL,
    package_code    text,
    enterprise_usci text,
    form            jsonb       NOT NULL,
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    expires_on      date        NOT NULL,
    receipt_number  text        CONSTRAINT application_draft_became_a_file REFERENCES application,
    version         bigint      NOT NULL
);
COMMENT ON COLUMN application_draft.form IS 'The form as far as it is filled in; checked when it is handed in. Never filtered on.';
-- The owner's list, newest first, and the drafts nobody has touched for long.
CREATE INDEX application_draft_owner_idx ON application_draft (owner, created_at, id) WHERE receipt_number IS NULL;
CREATE INDEX application_draft_expiry_idx ON application_draft (expires_on);
