-- Supervisory reviews (监督查评) by appointed reviewers (啄木鸟专员), counted apart from ratings.

CREATE TABLE reviewer_appointment (
    id           uuid        PRIMARY KEY,
    -- The account of the reviewer: a deputy, an entrepreneur or another person from outside, or an inspector of the office.
    reviewer     text        NOT NULL,
    kind         text        NOT NULL CONSTRAINT reviewer_appointment_kind_known
                             CHECK (kind IN ('DEPUTY', 'ENTREPRENEUR', 'CITIZEN', 'MEDIA', 'INSPECTOR')),
    starts_on    date        NOT NULL,
    ends_on      date        NOT NULL,
    appointed_by text        NOT NULL,
    appointed_at timestamptz NOT NULL,
    ended_by     text,
    end_reason   text,
    CONSTRAINT reviewer_appointment_has_a_period CHECK (ends_on >= starts_on),
    CONSTRAINT reviewer_appointment_of_five_years_at_most CHECK (ends_on <= starts_on + 1827),
    CONSTRAINT reviewer_appointment_ended_with_reason CHECK ((ended_by IS NULL) = (end_reason IS NULL))
);
CREATE INDEX reviewer_appointment_reviewer_idx ON reviewer_appointment (reviewer, starts_on);

CREATE TABLE review (
    id             uuid        PRIMARY KEY DEFAULT uuidv7(),
    appointment_id uuid        NOT NULL REFERENCES reviewer_appointment,
    reviewer       text        NOT NULL,
    target         text        NOT NULL CONSTRAINT review_target_known
                               CHECK (target IN ('HALL', 'WINDOW', 'ITEM', 'PLATFORM', 'OFFICER')),
    target_code    text        NOT NULL CONSTRAINT review_target_code_is_short CHECK (length(target_code) BETWEEN 1 AND 60),
    unit           text        NOT NULL,
    announced      boolean     NOT NULL,
    visited_on     date        NOT NULL,
    level          text        NOT NULL CONSTRAINT review_level_known CHECK (level IN
                               ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    remark         text        CONSTRAINT review_remark_is_short CHECK (length(remark) BETWEEN 1 AND 1000),
    filed_at       timestamptz NOT NULL
);
CREATE INDEX review_unit_idx ON review (unit, id DESC);
CREATE INDEX review_reviewer_idx ON review (reviewer, id DESC);
CREATE INDEX review_count_idx ON review (visited_on) INCLUDE (unit, level);

CREATE TABLE review_finding (
    id               uuid     PRIMARY KEY,
    review_id        uuid     NOT NULL REFERENCES review,
    number           smallint NOT NULL CONSTRAINT review_finding_twenty_at_most CHECK (number BETWEEN 1 AND 20),
    level            text     NOT NULL CONSTRAINT review_finding_level_known CHECK (level IN
                              ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    item             text,
    text             text     NOT NULL CONSTRAINT review_finding_text_is_short CHECK (length(text) BETWEEN 1 AND 500),
    rectification_id uuid     REFERENCES rectification,
    CONSTRAINT review_finding_number UNIQUE (review_id, number),
    CONSTRAINT review_finding_bad_has_its_order CHECK (
        (level IN ('DISSATISFIED', 'VERY_DISSATISFIED')) = (rectification_id IS NOT NULL))
);

-- What a reviewer has filed stays as it was filed.
CREATE FUNCTION review_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a review is never changed'; END $$;
CREATE TRIGGER review_is_final BEFORE UPDATE OR DELETE ON review FOR EACH ROW EXECUTE FUNCTION review_is_final();
CREATE TRIGGER review_finding_is_final BEFORE UPDATE OR DELETE ON review_finding
    FOR EACH ROW EXECUTE FUNCTION review_is_final();
