-- Questions to the hall on every channel, with who answered them and when.

CREATE SEQUENCE consultation_serial AS bigint;

CREATE TABLE consultation (
    number          text        NOT NULL CONSTRAINT consultation_pk PRIMARY KEY,
    channel         text        NOT NULL
        CONSTRAINT consultation_channel_known
        CHECK (channel IN ('WINDOW', 'PHONE', 'ONLINE', 'MOBILE_VEHICLE', 'HOTLINE')),
    question_class  text        NOT NULL
        CONSTRAINT consultation_class_known
        CHECK (question_class IN ('GUIDE', 'MATERIALS', 'PROGRESS', 'POLICY', 'FEES', 'APPOINTMENT', 'SITE', 'OTHER')),
    item_code       text,
    enterprise_usci text        CONSTRAINT consultation_enterprise_registered REFERENCES enterprise,
    region_code     text        CONSTRAINT consultation_region_shape CHECK (region_code ~ '^[0-9]{12}$'),
    question        text        NOT NULL CONSTRAINT consultation_asks CHECK (question <> ''),
    contact_phone   bytea,
    asked_at        timestamptz NOT NULL,
    asked_by        text        NOT NULL,
    asked_as        text        NOT NULL
        CONSTRAINT consultation_side_known CHECK (asked_as IN ('APPLICANT', 'AGENT', 'STAFF')),
    entered_at      timestamptz NOT NULL,
    stop_id         uuid,
    unit            text,
    status          text        NOT NULL
        CONSTRAINT consultation_status_known CHECK (status IN ('OPEN', 'ANSWERED', 'CLOSED')),
    due_on          date        NOT NULL,
    answer          text,
    answered_at     timestamptz,
    answered_by     text,
    answered_unit   text,
    at_once         boolean,
    closed_at       timestamptz,
    closed_by       text,
    version         bigint      NOT NULL,
    CONSTRAINT consultation_answered_whole CHECK (
        (status = 'OPEN') = (answered_at IS NULL)
        AND (answered_at IS NULL) = (answer IS NULL)
        AND (answered_at IS NULL) = (answered_by IS NULL)
        AND (answered_at IS NULL) = (answered_unit IS NULL)
        AND (answered_at IS NULL) = (at_once IS NULL)),
    CONSTRAINT consultation_answered_after_asked CHECK (answered_at >= asked_at),
    CONSTRAINT consultation_closed_whole CHECK (
        (status = 'CLOSED') = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (closed_by IS NULL)),
    CONSTRAINT consultation_stop_is_the_vehicles CHECK (stop_id IS NULL OR channel = 'MOBILE_VEHICLE')
);
COMMENT ON COLUMN consultation.contact_phone IS 'Sealed; removed when the consultation is closed.';

-- The hall's list, one unit's list, the asker's, an enterprise's; open questions by due day; counters by channel.
CREATE INDEX consultation_asked_idx ON consultation (asked_at, number);
CREATE INDEX consultation_unit_idx ON consultation (unit, asked_at, number);
CREATE INDEX consultation_asker_idx ON consultation (asked_by, asked_at, number);
CREATE INDEX consultation_enterprise_idx ON consultation (enterprise_usci, asked_at, number) WHERE enterprise_usci IS NOT NULL;
CREATE INDEX consultation_open_idx ON consultation (asked_at, number) WHERE status = 'OPEN';
CREATE INDEX consultation_count_idx ON consultation (asked_at, channel) INCLUDE (answered_at, at_once, region_code);
