-- Key projects with their milestones and blocked points; activities; what was done for enterprises and projects.

CREATE TABLE key_project (
    id          uuid        PRIMARY KEY,
    list_number text        NOT NULL CONSTRAINT key_project_once_on_its_list UNIQUE,
    name        text        NOT NULL,
    level       text        NOT NULL CONSTRAINT key_project_level_known CHECK (level IN ('PROVINCE', 'CITY', 'COUNTY')),
    unit        text        NOT NULL,
    helper      text        NOT NULL,
    usci        text,
    investment_yuan bigint  CONSTRAINT key_project_investment_not_negative CHECK (investment_yuan >= 0),
    stage       text        NOT NULL CONSTRAINT key_project_stage_known CHECK (
                            stage IN ('INITIATION', 'LAND_AND_PLANNING', 'BUILDING_PERMIT', 'CONSTRUCTION', 'ACCEPTANCE',
                                      'OPERATION')),
    state       text        NOT NULL CONSTRAINT key_project_state_known CHECK (state IN ('ACTIVE', 'DONE', 'DROPPED')),
    reason      text,
    listed_on   date        NOT NULL,
    version     bigint      NOT NULL,
    CONSTRAINT key_project_dropped_with_a_reason CHECK ((state = 'DROPPED') = (reason IS NOT NULL))
);
CREATE INDEX key_project_level_idx  ON key_project (level, id);
CREATE INDEX key_project_unit_idx   ON key_project (unit, id);
CREATE INDEX key_project_helper_idx ON key_project (helper, id);

CREATE TABLE project_milestone (
    project_id uuid    NOT NULL REFERENCES key_project,
    number     integer NOT NULL,
    stage      text    NOT NULL,
    title      text    NOT NULL,
    due_on     date    NOT NULL,
    done_on    date,
    PRIMARY KEY (project_id, number)
);
-- Lights are read from here: what is not done, most urgent first.
CREATE INDEX project_milestone_due_idx ON project_milestone (due_on, project_id, number) WHERE done_on IS NULL;

CREATE TABLE blocked_point (
    project_id  uuid        NOT NULL REFERENCES key_project,
    number      integer     NOT NULL,
    stage       text        NOT NULL,
    title       text        NOT NULL,
    text        text        NOT NULL,
    unit        text,
    found_by    text        NOT NULL,
    found_at    timestamptz NOT NULL,
    appeal_id   uuid        CONSTRAINT blocked_point_one_appeal UNIQUE,
    resolution  text,
    resolved_at timestamptz,
    PRIMARY KEY (project_id, number),
    CONSTRAINT blocked_point_resolved_with_words CHECK ((resolution IS NULL) = (resolved_at IS NULL))
);

CREATE TABLE activity (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL CONSTRAINT activity_kind_known CHECK (
                           kind IN ('FOR_DEVELOPMENT', 'FOR_PROJECTS', 'FOR_ENTERPRISES', 'FOR_GRASSROOTS', 'FOR_THE_PARTY')),
    title      text        NOT NULL,
    unit       text        NOT NULL,
    held_on    date        NOT NULL,
    pledge     text,
    usci       text,
    project_id uuid        REFERENCES key_project,
    recorded_by text       NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX activity_held_idx ON activity (held_on DESC, id DESC);
CREATE INDEX activity_unit_idx ON activity (unit, held_on DESC, id DESC);

CREATE TABLE activity_appeal (
    activity_id uuid NOT NULL REFERENCES activity,
    appeal_id   uuid NOT NULL REFERENCES appeal,
    linked_by   text NOT NULL,
    PRIMARY KEY (activity_id, appeal_id)
);

-- Each visit and each help, for an enterprise or a project. Nothing is ever taken out of it.
CREATE TABLE service_record (
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL CONSTRAINT service_record_kind_known CHECK (
                            kind IN ('VISIT', 'ON_SITE_HELP', 'CONSULTATION', 'COORDINATION', 'TRAINING')),
    usci        text,
    project_id  uuid        REFERENCES key_project,
    activity_id uuid        REFERENCES activity,
    unit        text        NOT NULL,
    served_on   date        NOT NULL,
    note        text        NOT NULL,
    served_by   text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT service_record_for_somebody CHECK (usci IS NOT NULL OR project_id IS NOT NULL)
);
CREATE INDEX service_record_served_idx     ON service_record (served_on DESC, id DESC);
CREATE INDEX service_record_project_idx    ON service_record (project_id, served_on DESC, id DESC) WHERE project_id IS NOT NULL;
CREATE INDEX service_record_enterprise_idx ON service_record (usci, served_on DESC, id DESC) WHERE usci IS NOT NULL;
CREATE TRIGGER service_record_never_changes BEFORE UPDATE OR DELETE ON service_record
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
