-- A light for a step that takes too long although the case as a whole is in time, and officers who stand in for absent ones.

SET LOCAL lock_timeout = '5s';

ALTER TABLE approval_case
    -- The day on which the step that is due began; null in cases opened before, whose present step lights nothing.
    ADD COLUMN step_started_on date;

ALTER TABLE case_light_schedule
    DROP CONSTRAINT case_light_schedule_severity_known,
    ADD CONSTRAINT case_light_schedule_severity_known CHECK (severity IN ('STEP', 'YELLOW', 'RED', 'BREACH')) NOT VALID;
ALTER TABLE light
    DROP CONSTRAINT light_severity_known,
    ADD CONSTRAINT light_severity_known CHECK (severity IN ('STEP', 'YELLOW', 'RED', 'BREACH')) NOT VALID;
ALTER TABLE light_standing
    DROP CONSTRAINT light_standing_gravity_known,
    ADD CONSTRAINT light_standing_gravity_known CHECK (gravity BETWEEN 0 AND 3) NOT VALID;

-- Working days that a step may take; of an item, or '*' for all that have none of their own.
CREATE TABLE step_limit (
    item_code    text        NOT NULL,
    step         text        NOT NULL CONSTRAINT step_limit_step_known CHECK (step IN ('EXAMINATION', 'REVIEW', 'DECISION')),
    working_days integer     NOT NULL CONSTRAINT step_limit_days_range CHECK (working_days BETWEEN 1 AND 250),
    set_by       text        NOT NULL,
    set_at       timestamptz NOT NULL,
    PRIMARY KEY (item_code, step)
);
-- A choice of ours, to be replaced by the limits of the county's guides.
INSERT INTO step_limit (item_code, step, working_days, set_by, set_at)
VALUES ('*', 'EXAMINATION', 3, 'shipped', '2026-01-01T00:00:00+08:00'),
       ('*', 'REVIEW', 1, 'shipped', '2026-01-01T00:00:00+08:00'),
       ('*', 'DECISION', 1, 'shipped', '2026-01-01T00:00:00+08:00');

CREATE TABLE absence (
    id          uuid        PRIMARY KEY,
    officer     text        NOT NULL,
    unit        text        NOT NULL,
    stand_in    text        NOT NULL CONSTRAINT absence_somebody_else_stands_in CHECK (stand_in <> officer),
    from_on     date        NOT NULL,
    until_on    date        NOT NULL,
    reason      text        NOT NULL,
    declared_by text        NOT NULL,
    declared_at timestamptz NOT NULL,
    ended_by    text,
    ended_at    timestamptz,
    CONSTRAINT absence_has_a_length CHECK (until_on >= from_on),
    CONSTRAINT absence_ended_by_someone CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
COMMENT ON TABLE absence IS 'Who is away, and who stands in.';
-- One stand-in at a time, whoever declares it.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE absence ADD CONSTRAINT absence_one_at_a_time
    EXCLUDE USING gist (unit WITH =, officer WITH =, daterange(from_on, until_on, '[]') WITH &&) WHERE (ended_at IS NULL);
CREATE INDEX absence_stand_in_idx ON absence (unit, stand_in, until_on) WHERE ended_at IS NULL;
CREATE INDEX absence_list_idx ON absence (unit, until_on, id) WHERE ended_at IS NULL;

-- The desk of one officer.
CREATE INDEX approval_case_assigned_idx
    ON approval_case (unit, assigned_to, queue_rank, urgent_on, case_number)
 WHERE status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED') AND assigned_to IS NOT NULL;
