-- Orders of other origins than ratings, objections, what was found, checks, second call-backs, talks and lights.

ALTER TABLE rectification
    ALTER COLUMN rating_id DROP NOT NULL,
    ALTER COLUMN receipt_number DROP NOT NULL,
    ALTER COLUMN service DROP NOT NULL,
    ALTER COLUMN matter DROP NOT NULL,
    ADD COLUMN origin              text        NOT NULL DEFAULT 'RATING',
    ADD COLUMN origin_id           uuid,
    -- How often the order was sent to a unit, and when last; empty: on the day it was opened.
    ADD COLUMN dispatch            smallint    NOT NULL DEFAULT 1,
    ADD COLUMN dispatched_on       date,
    ADD COLUMN objected            boolean     NOT NULL DEFAULT false,
    ADD COLUMN objection           text,
    ADD COLUMN objection_reason    text,
    ADD COLUMN objected_by         text,
    ADD COLUMN objected_at         timestamptz,
    ADD COLUMN invalidated_at      timestamptz,
    ADD COLUMN truth               text,
    ADD COLUMN reasonable          boolean,
    ADD COLUMN grade               text,
    ADD COLUMN last_attempt_at     timestamptz,
    ADD COLUMN checked_at          timestamptz,
    ADD COLUMN checked_by          text,
    ADD COLUMN check_passed        boolean,
    ADD COLUMN second_answered_at  timestamptz,
    ADD COLUMN second_satisfied    boolean,
    ADD COLUMN talked_on           date,
    -- The last day on which its lights were looked at.
    ADD COLUMN looked_on           date,
    DROP CONSTRAINT rectification_status_known,
    DROP CONSTRAINT rectification_reopened_once,
    DROP CONSTRAINT rectification_contacted_first,
    DROP CONSTRAINT rectification_second_round_is_named,
    ADD CONSTRAINT rectification_status_known CHECK (status IN
        ('DISPATCHED', 'CONTACTED', 'OBJECTED', 'CONFIRMED', 'RECTIFYING', 'RECTIFIED', 'CALLED_BACK', 'REOPENED',
         'CLOSED', 'INVALIDATED')),
    ADD CONSTRAINT rectification_reopened_twice_at_most CHECK (round IN (1, 2, 3)),
    ADD CONSTRAINT rectification_contacted_first CHECK (
        status IN ('DISPATCHED', 'REOPENED', 'OBJECTED', 'INVALIDATED') OR contacted_at IS NOT NULL),
    ADD CONSTRAINT rectification_later_round_is_named CHECK (
        (status = 'REOPENED') <= (round > 1) AND (status = 'DISPATCHED') <= (round = 1)),
    ADD CONSTRAINT rectification_origin_known CHECK (origin IN ('RATING', 'OPEN_FEEDBACK', 'REVIEW')),
    ADD CONSTRAINT rectification_has_its_origin CHECK (
        (origin = 'RATING') = (rating_id IS NOT NULL) AND (origin = 'RATING') = (origin_id IS NULL)),
    ADD CONSTRAINT rectification_one_per_origin UNIQUE (origin, origin_id),
    ADD CONSTRAINT rectification_objection_known CHECK (objection IN ('WRONG_UNIT', 'MISTAKEN', 'MALICIOUS')),
    ADD CONSTRAINT rectification_objected_with_reason CHECK (
        (objection IS NULL) = (objection_reason IS NULL) AND (objection IS NULL) = (objected_by IS NULL)
        AND (objection IS NULL) = (objected_at IS NULL) AND (objection IS NULL OR objected)),
    ADD CONSTRAINT rectification_objected_by_someone CHECK (
        (status IN ('OBJECTED', 'INVALIDATED')) = (objection IS NOT NULL)),
    ADD CONSTRAINT rectification_invalidated_at_a_time CHECK ((status = 'INVALIDATED') = (invalidated_at IS NOT NULL)),
    ADD CONSTRAINT rectification_wrong_unit_is_sent_on CHECK (NOT (status = 'INVALIDATED' AND objection = 'WRONG_UNIT')),
    ADD CONSTRAINT rectification_truth_known CHECK (truth IN ('TRUE', 'PARTLY_TRUE', 'UNTRUE')),
    ADD CONSTRAINT rectification_grade_known CHECK (grade IN ('ORDINARY', 'IMPORTANT', 'URGENT')),
    ADD CONSTRAINT rectification_checked_by_someone CHECK (
        (checked_at IS NULL) = (checked_by IS NULL) AND (checked_at IS NULL) = (check_passed IS NULL)),
    ADD CONSTRAINT rectification_second_answer_is_whole CHECK ((second_answered_at IS NULL) = (second_satisfied IS NULL));

-- What the lights have not been looked at today; only open orders have lights.
CREATE INDEX rectification_to_look_at_idx ON rectification (looked_on NULLS FIRST, id)
    WHERE status IN ('DISPATCHED', 'CONTACTED', 'OBJECTED', 'CONFIRMED', 'RECTIFYING', 'REOPENED');
-- Objections that wait to be decided, and closed orders whose rater answered that it was not put right.
CREATE INDEX rectification_objected_idx ON rectification (objected_at, id) WHERE status = 'OBJECTED';
CREATE INDEX rectification_list_idx ON rectification (status, opened_at DESC, id DESC);

-- Points off in the assessment, as data: illustrative until the county publishes its own.
CREATE TABLE rectification_weight (
    clock      text         NOT NULL CONSTRAINT rectification_weight_clock_known CHECK (clock IN ('CONTACT', 'RECTIFY')),
    light      text         NOT NULL CONSTRAINT rectification_weight_light_known CHECK (light IN ('YELLOW', 'RED')),
    valid_from date         NOT NULL,
    points     numeric(5,2) NOT NULL CONSTRAINT rectification_weight_range CHECK (points BETWEEN 0 AND 100),
    set_by     text         NOT NULL,
    PRIMARY KEY (clock, light, valid_from)
);
INSERT INTO rectification_weight (clock, light, valid_from, points, set_by)
VALUES ('CONTACT', 'YELLOW', '2020-01-01', 0, 'shipped'), ('CONTACT', 'RED', '2020-01-01', 0.5, 'shipped'),
       ('RECTIFY', 'YELLOW', '2020-01-01', 0, 'shipped'), ('RECTIFY', 'RED', '2020-01-01', 1, 'shipped');

CREATE TABLE rectification_light (
    id               uuid         PRIMARY KEY DEFAULT uuidv7(),
    rectification_id uuid         NOT NULL REFERENCES rectification,
    dispatch         smallint     NOT NULL,
    round            smallint     NOT NULL,
    clock            text         NOT NULL CONSTRAINT rectification_light_clock_known CHECK (clock IN ('CONTACT', 'RECTIFY')),
    light            text         NOT NULL CONSTRAINT rectification_light_known CHECK (light IN ('YELLOW', 'RED')),
    due_on           date         NOT NULL,
    unit             text         NOT NULL,
    points           numeric(5,2) NOT NULL,
    turned_on        date         NOT NULL,
    turned_at        timestamptz  NOT NULL,
    -- An upheld objection lifts the lights of the unit that should not have had the order.
    lifted_at        timestamptz,
    CONSTRAINT rectification_light_once UNIQUE (rectification_id, dispatch, round, clock, light, due_on)
);
CREATE INDEX rectification_light_unit_idx ON rectification_light (unit, id DESC);
CREATE INDEX rectification_light_count_idx ON rectification_light (turned_on, unit)
    INCLUDE (light, points) WHERE lifted_at IS NULL;

-- Talks (约谈) with whoever answers for a unit that did not rectify in time. A position, not a person.
CREATE TABLE rectification_talk (
    rectification_id uuid        NOT NULL REFERENCES rectification,
    version          bigint      NOT NULL,
    unit             text        NOT NULL,
    held_on          date        NOT NULL,
    position         text        NOT NULL CONSTRAINT rectification_talk_position_is_short CHECK (length(position) BETWEEN 1 AND 100),
    conclusion       text        NOT NULL CONSTRAINT rectification_talk_conclusion_is_short
                                 CHECK (length(conclusion) BETWEEN 1 AND 1000),
    recorded_by      text        NOT NULL,
    recorded_at      timestamptz NOT NULL,
    PRIMARY KEY (rectification_id, version)
);
CREATE INDEX rectification_talk_idx ON rectification_talk (held_on DESC, rectification_id, version);
CREATE FUNCTION rectification_talk_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a talk about a rectification order is never changed'; END $$;
CREATE TRIGGER rectification_talk_is_final BEFORE UPDATE OR DELETE ON rectification_talk
    FOR EACH ROW EXECUTE FUNCTION rectification_talk_is_final();
-- Orders that turned red before they were rectified: about each of them a talk is due.
CREATE INDEX rectification_light_talk_idx ON rectification_light (id)
    WHERE clock = 'RECTIFY' AND light = 'RED' AND lifted_at IS NULL;
