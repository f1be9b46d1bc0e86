-- Whom an officer answers to, who leads, and by which rules the coordinator's office dispatches.

CREATE TABLE staff (
    officer_id text    PRIMARY KEY CONSTRAINT staff_officer_short CHECK (length(officer_id) BETWEEN 1 AND 100),
    answers_to text    CONSTRAINT staff_superior_short CHECK (length(answers_to) BETWEEN 1 AND 100),
    leader     boolean NOT NULL DEFAULT false,
    changed_by text    NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT staff_answers_to_another CHECK (answers_to <> officer_id)
);
CREATE INDEX staff_superior_idx ON staff (answers_to) WHERE answers_to IS NOT NULL;

CREATE TABLE item (
    code    text    PRIMARY KEY,
    name_zh text    NOT NULL,
    unit    text    NOT NULL
);

CREATE TABLE dispatch_rule (
    id          uuid        PRIMARY KEY,
    kind        text,
    item_code   text,
    region_code text,
    about_unit  text,
    unit        text        NOT NULL,
    note        text,
    made_by     text        NOT NULL,
    made_at     timestamptz NOT NULL,
    ended_at    timestamptz,
    CONSTRAINT dispatch_rule_asks_something CHECK (num_nonnulls(kind, item_code, region_code, about_unit) > 0)
);
-- One answer to one question.
CREATE UNIQUE INDEX dispatch_rule_once ON dispatch_rule (kind, item_code, region_code, about_unit) NULLS NOT DISTINCT
    WHERE ended_at IS NULL;
