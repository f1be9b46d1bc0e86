-- Gifts, charges outside the list and pressure, reported by anybody, with or without a name.

CREATE TABLE integrity_report (
    id             uuid        PRIMARY KEY,
    -- What the one who reports may ask with later; it cannot be guessed.
    number         text        NOT NULL CONSTRAINT integrity_report_number_once UNIQUE,
    -- SHA-256 of the key that came with it and of the content, so that sending it again makes no second one.
    key_digest     text        NOT NULL CONSTRAINT integrity_report_sent_once UNIQUE,
    content_digest text        NOT NULL,
    kind           text        NOT NULL CONSTRAINT integrity_report_kind_known CHECK (kind IN ('GIFT', 'CHARGE', 'PRESSURE', 'OTHER')),
    unit           text,
    case_number    text,
    happened_on    date,
    what           text        NOT NULL CONSTRAINT integrity_report_says_something CHECK (btrim(what) <> ''),
    contact        text,
    received_at    timestamptz NOT NULL,
    state          text        NOT NULL CONSTRAINT integrity_report_state_known CHECK (state IN
        ('RECEIVED', 'PASSED_ON', 'FOUNDED', 'UNFOUNDED')),
    acts           smallint    NOT NULL DEFAULT 0
);
COMMENT ON TABLE integrity_report IS 'Neither address nor account of who reports is kept; the contact is what they chose to leave.';
CREATE INDEX integrity_report_list_idx ON integrity_report (received_at DESC, id DESC);

CREATE TABLE integrity_report_act (
    report   uuid        NOT NULL CONSTRAINT integrity_report_act_on_a_report REFERENCES integrity_report,
    sequence smallint    NOT NULL,
    act      text        NOT NULL CONSTRAINT integrity_report_act_known CHECK (act IN ('PASSED_ON', 'FOUNDED', 'UNFOUNDED')),
    by       text        NOT NULL,
    by_unit  text        NOT NULL,
    at       timestamptz NOT NULL,
    text     text        NOT NULL CONSTRAINT integrity_report_act_says_something CHECK (btrim(text) <> ''),
    PRIMARY KEY (report, sequence)
);
CREATE TRIGGER integrity_report_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON integrity_report_act
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_is_append_only();
CREATE TRIGGER integrity_report_content_stays
    BEFORE UPDATE OF id, number, key_digest, content_digest, kind, unit, case_number, happened_on, what, contact, received_at OR DELETE
    ON integrity_report FOR EACH STATEMENT EXECUTE FUNCTION integrity_is_append_only();

-- The supervision looks through the conflicts of interest that officers declared.
CREATE TABLE conflict_review (
    conflict    uuid        NOT NULL CONSTRAINT conflict_review_of_a_conflict REFERENCES officer_conflict,
    sequence    smallint    NOT NULL,
    finding     text        NOT NULL CONSTRAINT conflict_review_finding_known CHECK (finding IN ('PLAUSIBLE', 'TO_BE_CLARIFIED')),
    text        text        NOT NULL CONSTRAINT conflict_review_says_something CHECK (btrim(text) <> ''),
    by          text        NOT NULL,
    by_unit     text        NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (conflict, sequence)
);
CREATE TRIGGER conflict_review_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON conflict_review
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_is_append_only();
CREATE INDEX officer_conflict_all_of_unit_idx ON officer_conflict (unit, id);
