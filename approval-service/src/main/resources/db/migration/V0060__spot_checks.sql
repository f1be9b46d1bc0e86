-- Integrity of the hall (清廉大厅): each month some decided cases of each unit are drawn and checked by somebody of another unit.

SET LOCAL lock_timeout = '5s';

CREATE TABLE spot_check_draw (
    id                uuid        PRIMARY KEY,
    month             date        NOT NULL CONSTRAINT spot_check_draw_month_by_its_first_day CHECK (extract(day FROM month) = 1),
    unit              text        NOT NULL,
    seed              text        NOT NULL CONSTRAINT spot_check_draw_seed_of_sixteen_bytes CHECK (seed ~ '^[0-9a-f]{32}$'),
    share_percent     integer     NOT NULL CONSTRAINT spot_check_draw_share_possible CHECK (share_percent BETWEEN 0 AND 100),
    at_least          integer     NOT NULL CONSTRAINT spot_check_draw_least_not_negative CHECK (at_least >= 0),
    -- How many cases were decided, and the SHA-256 of their numbers in order: what was drawn from.
    population        integer     NOT NULL CONSTRAINT spot_check_draw_from_something CHECK (population > 0),
    population_digest text        NOT NULL,
    drawn             integer     NOT NULL CONSTRAINT spot_check_draw_within_population CHECK (drawn BETWEEN 0 AND population),
    list_digest       text        NOT NULL,
    drawn_by          text        NOT NULL,
    drawn_at          timestamptz NOT NULL,
    CONSTRAINT spot_check_draw_once_a_month UNIQUE (month, unit)
);
COMMENT ON TABLE spot_check_draw IS 'Append-only: the draw of one unit and month, by which anybody can draw again and compare.';

CREATE TABLE spot_check (
    id             uuid     PRIMARY KEY,
    draw           uuid     NOT NULL CONSTRAINT spot_check_of_a_draw REFERENCES spot_check_draw,
    month          date     NOT NULL,
    unit           text     NOT NULL,
    place          integer  NOT NULL,
    case_number    text     NOT NULL CONSTRAINT spot_check_of_a_case REFERENCES approval_case,
    reasons        text[]   NOT NULL CONSTRAINT spot_check_drawn_for_a_reason CHECK (
        cardinality(reasons) > 0 AND reasons <@ ARRAY['CORRECTED_TWICE', 'RETURNED', 'RANDOM']),
    state          text     NOT NULL CONSTRAINT spot_check_state_known CHECK (state IN
        ('DRAWN', 'SOUND', 'FOUND', 'FOLLOWED_UP', 'CLOSED')),
    acts           smallint NOT NULL DEFAULT 0,
    CONSTRAINT spot_check_once_per_case UNIQUE (case_number),
    CONSTRAINT spot_check_acted_on CHECK ((state = 'DRAWN') = (acts = 0))
) WITH (fillfactor = 80);
CREATE INDEX spot_check_list_idx ON spot_check (month, unit, place, state);
CREATE INDEX spot_check_unit_idx ON spot_check (unit, month, place, state);

CREATE TABLE spot_check_act (
    spot_check uuid        NOT NULL CONSTRAINT spot_check_act_on_a_check REFERENCES spot_check,
    sequence   smallint    NOT NULL,
    act        text        NOT NULL CONSTRAINT spot_check_act_known CHECK (act IN
        ('FOUND_SOUND', 'FOUND_FAULT', 'FOUND_BREACH', 'FOLLOWED_UP', 'SENT_BACK', 'CLOSED')),
    by         text        NOT NULL,
    by_unit    text        NOT NULL,
    at         timestamptz NOT NULL,
    text       text        NOT NULL CONSTRAINT spot_check_act_says_something CHECK (btrim(text) <> ''),
    PRIMARY KEY (spot_check, sequence)
);
COMMENT ON TABLE spot_check_act IS 'Append-only: the result of a check, what the unit did about it, and whether that was enough.';

CREATE FUNCTION integrity_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes new rows only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER spot_check_draw_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON spot_check_draw
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_is_append_only();
CREATE TRIGGER spot_check_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON spot_check_act
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_is_append_only();

-- What was decided in a month, for draws and for figures.
CREATE INDEX approval_case_decided_idx ON approval_case (closed_at, unit, case_number) WHERE status IN ('GRANTED', 'REFUSED');
-- A return is always checked; there are few of them.
CREATE INDEX case_history_returned_idx ON case_history (case_number) WHERE act = 'RETURNED';
