-- What came of the revisions that the office asked for, as the departments tell it.

CREATE TABLE appeal_revision (
    appeal_id uuid        NOT NULL REFERENCES appeal,
    about     text        NOT NULL,
    sequence  bigint      NOT NULL,
    state     text        NOT NULL CONSTRAINT appeal_revision_state_known CHECK (state IN ('REOPENED', 'ENDED', 'DECLINED')),
    outcome   text,
    began     timestamptz NOT NULL,
    since     timestamptz NOT NULL,
    PRIMARY KEY (appeal_id, about, sequence),
    CONSTRAINT appeal_revision_outcome_of_what_is_over CHECK ((state = 'REOPENED') = (outcome IS NULL))
);
CREATE INDEX appeal_revision_open_idx ON appeal_revision (about) WHERE state = 'REOPENED';
