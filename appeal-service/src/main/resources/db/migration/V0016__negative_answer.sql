-- 否定答复报告: a window that says no says so here, with the ground. Nothing is ever taken out of it.

CREATE TABLE negative_answer (
    id             uuid        PRIMARY KEY,
    item_code      text        NOT NULL,
    unit           text        NOT NULL,
    cause          text        NOT NULL CONSTRAINT negative_answer_cause_known CHECK (
                               cause IN ('MATERIALS', 'CONDITIONS', 'NO_RULE', 'SYSTEM', 'OTHER_UNIT', 'POLICY', 'OTHER')),
    legal_basis    text        NOT NULL CONSTRAINT negative_answer_basis_short CHECK (length(legal_basis) BETWEEN 1 AND 500),
    text           text        NOT NULL CONSTRAINT negative_answer_text_short CHECK (length(text) BETWEEN 1 AND 1000),
    receipt_number text,
    usci           text,
    reported_by    text        NOT NULL,
    reported_at    timestamptz NOT NULL,
    reported_on    date        NOT NULL
);
CREATE INDEX negative_answer_idx ON negative_answer (reported_at DESC, id DESC);
CREATE INDEX negative_answer_unit_idx ON negative_answer (unit, reported_at DESC, id DESC);
CREATE INDEX negative_answer_clerk_idx ON negative_answer (reported_by, reported_at DESC, id DESC);
CREATE INDEX negative_answer_item_idx ON negative_answer (reported_on, item_code);
CREATE TRIGGER negative_answer_never_changes BEFORE UPDATE OR DELETE ON negative_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER negative_answer_is_never_emptied BEFORE TRUNCATE ON negative_answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the office found when it looked at one (核查); once.
CREATE TABLE negative_answer_review (
    negative_answer_id uuid        PRIMARY KEY REFERENCES negative_answer,
    justified          boolean     NOT NULL,
    note               text        NOT NULL CONSTRAINT negative_answer_review_short CHECK (length(note) BETWEEN 1 AND 1000),
    reviewed_by        text        NOT NULL,
    reviewed_at        timestamptz NOT NULL
);
CREATE TRIGGER negative_answer_review_never_changes BEFORE UPDATE OR DELETE ON negative_answer_review
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a month has shown about an item, told to the item's owner once.
CREATE TABLE blocked_month (
    month            date    NOT NULL,
    item_code        text    NOT NULL,
    unit             text    NOT NULL,
    blocked_matters  integer NOT NULL,
    late             integer NOT NULL,
    negative_answers integer NOT NULL,
    unjustified      integer NOT NULL,
    causes           text    NOT NULL,
    told_at          timestamptz NOT NULL,
    PRIMARY KEY (month, item_code),
    CONSTRAINT blocked_month_begins CHECK (extract(day FROM month) = 1)
);
CREATE TRIGGER blocked_month_never_changes BEFORE UPDATE OR DELETE ON blocked_month
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE INDEX appeal_blocked_idx ON appeal (received_on, item_code) WHERE kind = 'BLOCKED_MATTER' AND item_code IS NOT NULL;
