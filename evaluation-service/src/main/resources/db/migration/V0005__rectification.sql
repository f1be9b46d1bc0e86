-- Rectification orders and what happened to each, step by step. Due dates are not stored: they follow from the day on
-- which the round began and the calendar in force.

CREATE TABLE rectification (
    id                   uuid        PRIMARY KEY,
    rating_id            uuid        NOT NULL REFERENCES rating CONSTRAINT rectification_one_per_rating UNIQUE,
    receipt_number       text        NOT NULL,
    service              text        NOT NULL,
    matter               text        NOT NULL,
    unit                 text        NOT NULL,
    level                text        NOT NULL CONSTRAINT rectification_of_a_bad_level
                                     CHECK (level IN ('DISSATISFIED', 'VERY_DISSATISFIED')),
    labels               text[]      NOT NULL,
    text                 text,
    anonymous            boolean     NOT NULL,
    opened_at            timestamptz NOT NULL,
    opened_on            date        NOT NULL,
    status               text        NOT NULL CONSTRAINT rectification_status_known CHECK (status IN
                                     ('DISPATCHED', 'CONTACTED', 'CONFIRMED', 'RECTIFYING', 'RECTIFIED', 'CALLED_BACK',
                                      'REOPENED', 'CLOSED')),
    round                smallint    NOT NULL CONSTRAINT rectification_reopened_once CHECK (round IN (1, 2)),
    round_started_on     date        NOT NULL,
    contacted_at         timestamptz,
    complex_reason       text,
    result               text,
    rectified_by         text,
    rectified_at         timestamptz,
    call_back_attempts   smallint    NOT NULL CONSTRAINT rectification_three_attempts CHECK (call_back_attempts BETWEEN 0 AND 3),
    call_back_outcome    text        CONSTRAINT rectification_outcome_known
                                     CHECK (call_back_outcome IN ('SATISFIED', 'NOT_SATISFIED', 'UNREACHABLE')),
    closed_at            timestamptz,
    -- What the indicators count, over both rounds.
    confirmed            boolean     NOT NULL,
    rectified_late       boolean     NOT NULL,
    call_backs_reached   smallint    NOT NULL,
    call_backs_satisfied smallint    NOT NULL,
    version              bigint      NOT NULL,
    CONSTRAINT rectification_new_round_is_empty CHECK (
        status NOT IN ('DISPATCHED', 'REOPENED') OR (contacted_at IS NULL AND complex_reason IS NULL AND result IS NULL)),
    CONSTRAINT rectification_contacted_first CHECK (status IN ('DISPATCHED', 'REOPENED') OR contacted_at IS NOT NULL),
    CONSTRAINT rectification_complex_with_reason CHECK (status <> 'RECTIFYING' OR complex_reason IS NOT NULL),
    CONSTRAINT rectification_rectified_with_result CHECK (
        (status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')) = (result IS NOT NULL)
        AND (result IS NULL) = (rectified_at IS NULL) AND (result IS NULL) = (rectified_by IS NULL)),
    CONSTRAINT rectification_called_back_with_outcome CHECK (
        status NOT IN ('CALLED_BACK') OR call_back_outcome IS NOT NULL),
    CONSTRAINT rectification_closed_at_a_time CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL)),
    CONSTRAINT rectification_real_name_called_back_before_closing CHECK (
        status <> 'CLOSED' OR anonymous OR call_back_outcome IS NOT NULL),
    CONSTRAINT rectification_second_round_is_named CHECK ((status = 'REOPENED') <= (round = 2) AND (status = 'DISPATCHED') <= (round = 1))
);
-- The lists, newest first: of one unit, and of all.
CREATE INDEX rectification_unit_idx ON rectification (unit, opened_at DESC, id DESC);
CREATE INDEX rectification_opened_idx ON rectification (opened_at DESC, id DESC);
-- The indicators of a period are counted from the index alone.
CREATE INDEX rectification_indicator_idx ON rectification (opened_on, unit)
    INCLUDE (status, anonymous, round, round_started_on, complex_reason, call_back_outcome, confirmed, rectified_late,
             call_backs_reached, call_backs_satisfied);

CREATE TABLE rectification_step (
    rectification_id uuid        NOT NULL REFERENCES rectification,
    version          bigint      NOT NULL,
    step             text        NOT NULL,
    taken_at         timestamptz NOT NULL,
    taken_by         text,
    note             text,
    PRIMARY KEY (rectification_id, version)
);

-- The history is only ever added to.
CREATE FUNCTION rectification_step_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a step of a rectification order is never changed'; END $$;
CREATE TRIGGER rectification_step_is_final BEFORE UPDATE OR DELETE ON rectification_step
    FOR EACH ROW EXECUTE FUNCTION rectification_step_is_final();
