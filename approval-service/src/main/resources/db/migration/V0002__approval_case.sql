-- One row per item and subject of a file: its present state. What happened to it is in case_history.

CREATE TABLE approval_case (
    case_number           text        PRIMARY KEY,
    receipt_number        text        NOT NULL CONSTRAINT approval_case_belongs_to_a_file REFERENCES approval_file,
    item_code             text        NOT NULL,
    item_version          bigint      NOT NULL,
    item_name_zh          text        NOT NULL,
    item_name_en          text        NOT NULL,
    result_name_zh        text        NOT NULL,
    unit                  text        NOT NULL,
    case_type             text        NOT NULL
        CONSTRAINT approval_case_type_known CHECK (case_type IN ('IMMEDIATE', 'PROMISED')),
    subject_usci          text        NOT NULL,
    subject_name          text        NOT NULL,
    subject_region        text        NOT NULL,
    stage                 smallint    NOT NULL CONSTRAINT approval_case_stage_not_negative CHECK (stage >= 0),
    promised_days         integer     NOT NULL CONSTRAINT approval_case_promised_days_not_negative CHECK (promised_days >= 0),
    statutory_days        integer     NOT NULL CONSTRAINT approval_case_statutory_days_not_negative CHECK (statutory_days >= 0),
    queue_rank            smallint    NOT NULL CONSTRAINT approval_case_queue_rank_known CHECK (queue_rank IN (0, 1)),
    -- Cases of the same file that must be granted (needs) or closed (follows) before this one starts; shrinks as they are.
    needs                 text[]      NOT NULL DEFAULT '{}',
    follows               text[]      NOT NULL DEFAULT '{}',
    status                text        NOT NULL
        CONSTRAINT approval_case_status_known CHECK (status IN
            ('WAITING', 'EXAMINATION', 'DECISION', 'SUSPENDED', 'GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN')),
    started_at            timestamptz,
    clock_start_on        date,
    promised_due_on       date,
    statutory_due_on      date,
    provisional           boolean     NOT NULL DEFAULT false,
    urgent_on             date,
    pauses                jsonb       NOT NULL DEFAULT '[]',
    suspended_at          timestamptz,
    expected_working_days integer,
    assigned_to           text,
    examined_by           text,
    examined_at           timestamptz,
    examination_opinion   text,
    closed_at             timestamptz,
    decided_by            text,
    grounds               text,
    remedies              text,
    working_days_used     integer,
    on_time_promised      boolean,
    on_time_statutory     boolean,
    licence_number        text,
    not_started_because   text,
    officers              text[]      NOT NULL DEFAULT '{}',
    version               bigint      NOT NULL,
    -- Also the order in which the cases of a file are read.
    CONSTRAINT approval_case_once_per_item_and_subject UNIQUE (receipt_number, item_code, subject_usci),
    CONSTRAINT approval_case_waits_for_something CHECK (
        (status = 'WAITING') = (cardinality(needs) + cardinality(follows) > 0) OR status IN ('NOT_STARTED', 'WITHDRAWN')),
    CONSTRAINT approval_case_started_with_a_clock CHECK (
        (started_at IS NULL) = (clock_start_on IS NULL)
        AND (started_at IS NOT NULL OR status IN ('WAITING', 'NOT_STARTED', 'WITHDRAWN'))),
    CONSTRAINT approval_case_in_hand_has_a_place_in_the_queue CHECK (
        (status IN ('EXAMINATION', 'DECISION', 'SUSPENDED')) = (urgent_on IS NOT NULL)),
    CONSTRAINT approval_case_due_unless_suspended CHECK (
        status NOT IN ('EXAMINATION', 'DECISION', 'GRANTED', 'REFUSED')
        OR (promised_due_on IS NOT NULL AND statutory_due_on IS NOT NULL)),
    CONSTRAINT approval_case_suspended_since CHECK (
        (status = 'SUSPENDED') = (suspended_at IS NOT NULL)
        AND (status = 'SUSPENDED') = (expected_working_days IS NOT NULL)),
    CONSTRAINT approval_case_closed_with_its_time CHECK (
        (status IN ('GRANTED', 'REFUSED', 'NOT_STARTED', 'WITHDRAWN')) = (closed_at IS NOT NULL)),
    CONSTRAINT approval_case_decided_by_someone CHECK ((status IN ('GRANTED', 'REFUSED')) = (decided_by IS NOT NULL)),
    CONSTRAINT approval_case_promised_ones_are_examined_first CHECK (
        case_type = 'IMMEDIATE' OR status NOT IN ('DECISION', 'GRANTED', 'REFUSED') OR examined_by IS NOT NULL),
    CONSTRAINT approval_case_four_eyes CHECK (examined_by IS NULL OR decided_by IS NULL OR examined_by <> decided_by),
    CONSTRAINT approval_case_refused_with_grounds_and_remedies CHECK (
        status <> 'REFUSED' OR (grounds IS NOT NULL AND remedies IS NOT NULL)),
    CONSTRAINT approval_case_licence_when_granted CHECK ((status = 'GRANTED') = (licence_number IS NOT NULL)),
    CONSTRAINT approval_case_not_started_because_of_another CHECK ((status = 'NOT_STARTED') = (not_started_because IS NOT NULL))
) WITH (fillfactor = 80);
COMMENT ON TABLE approval_case IS 'One item for one subject in one department: its present state.';

-- A unit's desk, most urgent first. Item and status are in the key so that a filtered desk reads no other rows.
CREATE INDEX approval_case_desk_idx
    ON approval_case (unit, queue_rank, urgent_on, case_number, item_code, status)
 WHERE status IN ('EXAMINATION', 'DECISION', 'SUSPENDED');

-- What a closed case may set in motion.
CREATE INDEX approval_case_waiting_idx ON approval_case (receipt_number) WHERE status = 'WAITING';
