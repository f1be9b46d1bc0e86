-- Findings from ratings, feedback, reviews, corrections and delays, and the improvements that are made of them (赋能服务优化).

CREATE TABLE improvement (
    id            uuid        PRIMARY KEY,
    kind          text        NOT NULL CONSTRAINT improvement_kind_known CHECK (kind IN
                              ('LABEL', 'BAD_RATING', 'BAD_FEEDBACK', 'BAD_FINDING', 'CORRECTION', 'DELAY')),
    label         text,
    item          text        NOT NULL,
    step          text,
    title         text        NOT NULL CONSTRAINT improvement_title_is_short CHECK (length(title) BETWEEN 1 AND 200),
    unit          text        NOT NULL,
    -- The account of whoever answers for it.
    owner         text        NOT NULL,
    due_on        date        NOT NULL,
    baseline_from date        NOT NULL,
    baseline_to   date        NOT NULL,
    opened_by     text        NOT NULL,
    opened_at     timestamptz NOT NULL,
    done_on       date,
    done_by       text,
    done_note     text        CONSTRAINT improvement_note_is_short CHECK (length(done_note) BETWEEN 1 AND 1000),
    version       bigint      NOT NULL DEFAULT 1,
    CONSTRAINT improvement_label_of_a_label CHECK ((kind = 'LABEL') = (label IS NOT NULL)),
    CONSTRAINT improvement_has_a_baseline CHECK (baseline_to >= baseline_from),
    CONSTRAINT improvement_done_by_someone CHECK (
        (done_on IS NULL) = (done_by IS NULL) AND (done_on IS NULL) = (done_note IS NULL)),
    CONSTRAINT improvement_done_after_its_baseline CHECK (done_on > baseline_to)
);
CREATE INDEX improvement_list_idx ON improvement (opened_at DESC, id DESC);
CREATE INDEX improvement_unit_idx ON improvement (unit, opened_at DESC, id DESC);

-- What is bad is rare; only it is indexed, so that the many good ratings pay nothing.
CREATE INDEX rating_bad_day_idx ON rating (rated_on, item)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND standing = 'COUNTED' AND follow_up_of IS NULL;
CREATE INDEX invitation_milestone_idx ON invitation (served_on, receipt_number) INCLUDE (service)
    WHERE service IN ('ACCEPTANCE', 'COMPLETION');
CREATE INDEX open_feedback_item_idx ON open_feedback (given_on, target_code) INCLUDE (level) WHERE target = 'ITEM';
CREATE INDEX review_finding_item_idx ON review_finding (review_id) INCLUDE (item, level) WHERE item IS NOT NULL;
