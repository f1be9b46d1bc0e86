-- Key projects that may take the green channel, and what units did for them before an application was accepted.

CREATE TABLE key_project (
    project_code    text        PRIMARY KEY,
    level           text        NOT NULL CONSTRAINT key_project_level_known CHECK (level IN ('PROVINCE', 'CITY', 'COUNTY')),
    list_number     text        NOT NULL,
    name            text        NOT NULL,
    enterprise_usci text        NOT NULL,
    entered_by      text        NOT NULL,
    entered_at      timestamptz NOT NULL,
    CONSTRAINT key_project_once_per_list UNIQUE (level, list_number)
);
CREATE INDEX key_project_enterprise_idx ON key_project (enterprise_usci, list_number);

-- Which files an engagement served follows from project, unit and time; it is not written down a second time.
CREATE TABLE early_engagement (
    id           uuid        PRIMARY KEY,
    project_code text        NOT NULL CONSTRAINT early_engagement_of_a_key_project REFERENCES key_project,
    unit         text        NOT NULL,
    what         text        NOT NULL,
    engaged_at   timestamptz NOT NULL,
    officer      text        NOT NULL,
    logged_at    timestamptz NOT NULL,
    CONSTRAINT early_engagement_logged_after_it_happened CHECK (engaged_at <= logged_at)
);
CREATE INDEX early_engagement_project_idx ON early_engagement (project_code, engaged_at, id);

-- The audit reads green-channel files, latest first; engagements find the files of their project by the enterprise.
CREATE INDEX approval_file_green_channel_idx ON approval_file (accepted_at DESC, receipt_number DESC)
 WHERE green_channel IS NOT NULL;
CREATE INDEX approval_file_green_channel_enterprise_idx ON approval_file (enterprise_usci) WHERE green_channel IS NOT NULL;
