-- When which window is open and who sits there: weekly patterns, the shifts made of them, and who really is on duty.

-- No window and no clerk has two shifts at once: compared are a code (equal) and a period (overlapping).
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE shift_pattern (
    id                    uuid        NOT NULL CONSTRAINT shift_pattern_pk PRIMARY KEY,
    window_code           text        NOT NULL CONSTRAINT shift_pattern_window_known REFERENCES hall_window,
    kind                  text        NOT NULL
        CONSTRAINT shift_pattern_kind_known CHECK (kind IN ('REGULAR', 'LUNCH', 'EVENING', 'WEEKEND', 'HOLIDAY')),
    weekdays              integer[]   NOT NULL
        CONSTRAINT shift_pattern_weekdays_known CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
    from_time             time        NOT NULL,
    to_time               time        NOT NULL,
    staff                 text,
    appointments_per_hour integer     NOT NULL
        CONSTRAINT shift_pattern_appointments_bounded CHECK (appointments_per_hour BETWEEN 0 AND 20),
    valid_from            date        NOT NULL,
    valid_until           date,
    changed_by            text        NOT NULL,
    changed_at            timestamptz NOT NULL,
    version               bigint      NOT NULL,
    CONSTRAINT shift_pattern_time_forward CHECK (to_time > from_time),
    CONSTRAINT shift_pattern_period_forward CHECK (valid_until >= valid_from)
);
COMMENT ON COLUMN shift_pattern.weekdays IS 'ISO numbers, Monday is 1; empty for every day of the kind.';
CREATE INDEX shift_pattern_window_idx ON shift_pattern (window_code, id);

CREATE TABLE window_shift (
    id                    uuid        NOT NULL CONSTRAINT window_shift_pk PRIMARY KEY,
    window_code           text        NOT NULL CONSTRAINT window_shift_window_known REFERENCES hall_window,
    kind                  text        NOT NULL
        CONSTRAINT window_shift_kind_known CHECK (kind IN ('REGULAR', 'LUNCH', 'EVENING', 'WEEKEND', 'HOLIDAY')),
    on_date               date        NOT NULL,
    starts_at             timestamptz NOT NULL,
    ends_at               timestamptz NOT NULL,
    staff                 text,
    appointments_per_hour integer     NOT NULL
        CONSTRAINT window_shift_appointments_bounded CHECK (appointments_per_hour BETWEEN 0 AND 20),
    pattern_id            uuid        CONSTRAINT window_shift_pattern_known REFERENCES shift_pattern,
    cancelled_at          timestamptz,
    changed_by            text        NOT NULL,
    changed_at            timestamptz NOT NULL,
    version               bigint      NOT NULL,
    CONSTRAINT window_shift_forward CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '16 hours'),
    CONSTRAINT window_shift_one_at_a_window
        EXCLUDE USING gist (window_code WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (cancelled_at IS NULL),
    CONSTRAINT window_shift_one_of_a_clerk
        EXCLUDE USING gist (staff WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (cancelled_at IS NULL AND staff IS NOT NULL)
);
COMMENT ON COLUMN window_shift.cancelled_at IS 'A cancelled shift stays, so that its pattern does not bring it back.';
CREATE UNIQUE INDEX window_shift_once_of_a_pattern ON window_shift (pattern_id, on_date) WHERE pattern_id IS NOT NULL;
-- The days of one window; everybody on duty on one day; appointments look for a window by time.
CREATE INDEX window_shift_window_idx ON window_shift (window_code, starts_at) WHERE cancelled_at IS NULL;
CREATE INDEX window_shift_day_idx ON window_shift (on_date, window_code, starts_at) WHERE cancelled_at IS NULL;

CREATE TABLE window_duty (
    id            uuid        NOT NULL CONSTRAINT window_duty_pk PRIMARY KEY,
    window_code   text        NOT NULL CONSTRAINT window_duty_window_known REFERENCES hall_window,
    clerk         text        NOT NULL,
    shift_id      uuid        CONSTRAINT window_duty_shift_known REFERENCES window_shift,
    signed_on_at  timestamptz NOT NULL,
    signed_off_at timestamptz,
    forgotten     boolean     NOT NULL,
    CONSTRAINT window_duty_forward CHECK (signed_off_at >= signed_on_at),
    CONSTRAINT window_duty_forgotten_is_over CHECK (NOT forgotten OR signed_off_at IS NOT NULL)
);
COMMENT ON COLUMN window_duty.forgotten IS 'Nobody signed off; it was ended with its day.';
CREATE UNIQUE INDEX window_duty_one_at_a_window ON window_duty (window_code) WHERE signed_off_at IS NULL;
CREATE UNIQUE INDEX window_duty_one_of_a_clerk ON window_duty (clerk) WHERE signed_off_at IS NULL;
CREATE INDEX window_duty_history_idx ON window_duty (window_code, signed_on_at, id);
