-- What supervision has raised, and who answers for it. Both are records: nothing is ever taken out of them.

CREATE TABLE supervision_notice (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appeal_id   uuid        NOT NULL REFERENCES appeal,
    number      text        NOT NULL,
    unit        text,
    level       integer     NOT NULL CONSTRAINT supervision_notice_level_known CHECK (level BETWEEN 1 AND 4),
    cause       text        NOT NULL CONSTRAINT supervision_notice_cause_known CHECK (
                            cause IN ('TIME', 'NOT_SATISFIED', 'REDO_FAILED', 'DISCIPLINE')),
    clock       text        CONSTRAINT supervision_notice_clock_known CHECK (
                            clock IN ('CONTACT', 'OPINION', 'SOLUTION', 'REDO')),
    measured_at timestamptz,
    raised_at   timestamptz NOT NULL,
    CONSTRAINT supervision_notice_time_of_a_clock CHECK ((cause = 'TIME') = (clock IS NOT NULL)),
    -- A level is raised once for one due time or one call-back, whoever looks and how often.
    CONSTRAINT supervision_notice_once UNIQUE NULLS NOT DISTINCT (appeal_id, cause, level, clock, measured_at)
);
CREATE INDEX supervision_notice_unit_idx ON supervision_notice (unit, id DESC);
CREATE INDEX supervision_notice_level_idx ON supervision_notice (level, id DESC);
CREATE TRIGGER supervision_notice_never_changes BEFORE UPDATE OR DELETE ON supervision_notice
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER supervision_notice_is_never_emptied BEFORE TRUNCATE ON supervision_notice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE accountability (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notice_id   bigint      NOT NULL CONSTRAINT accountability_once UNIQUE REFERENCES supervision_notice,
    appeal_id   uuid        NOT NULL REFERENCES appeal,
    number      text        NOT NULL,
    unit        text        NOT NULL,
    role        text        NOT NULL CONSTRAINT accountability_role_known CHECK (role IN ('HANDLER', 'UNIT_HEAD', 'COORDINATOR')),
    officer_id  text,
    level       integer     NOT NULL CONSTRAINT accountability_level_known CHECK (level BETWEEN 2 AND 4),
    cause       text        NOT NULL,
    recorded_on date        NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT accountability_handler_named CHECK (role <> 'HANDLER' OR officer_id IS NOT NULL)
);
CREATE INDEX accountability_unit_idx ON accountability (unit, id DESC);
CREATE INDEX accountability_day_idx ON accountability (recorded_on, unit, role, level);
CREATE TRIGGER accountability_never_changes BEFORE UPDATE OR DELETE ON accountability
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER accountability_is_never_emptied BEFORE TRUNCATE ON accountability
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_step_is_never_emptied BEFORE TRUNCATE ON appeal_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is open, as the leading group's view counts it.
CREATE INDEX appeal_open_idx ON appeal (unit, state, next_due_at) WHERE state NOT IN ('CLOSED', 'REJECTED');
