-- What conversations ask intake-service for: an hour at a hall. Who comes is not kept here.

CREATE TABLE desk_appointment (
    id              uuid        PRIMARY KEY,
    conversation_id uuid        NOT NULL REFERENCES conversation,
    attempt         integer     NOT NULL,
    region_code     text        NOT NULL CONSTRAINT desk_appointment_region_twelve_digits CHECK (region_code ~ '^[0-9]{12}$'),
    starts_at       timestamptz NOT NULL,
    item_codes      text[]      NOT NULL CONSTRAINT desk_appointment_about_something CHECK (cardinality(item_codes) BETWEEN 1 AND 50),
    state           text        NOT NULL CONSTRAINT desk_appointment_state_known CHECK (
                                state IN ('ASKED', 'BOOKED', 'DECLINED', 'GIVEN_BACK')),
    reason          text,
    appointment_id  uuid,
    name_by         timestamptz,
    asked_by        text        NOT NULL,
    asked_at        timestamptz NOT NULL,
    answered_at     timestamptz,
    CONSTRAINT desk_appointment_attempt_once UNIQUE (conversation_id, attempt),
    CONSTRAINT desk_appointment_answered_at_some_time CHECK ((state = 'ASKED') = (answered_at IS NULL)),
    CONSTRAINT desk_appointment_booked_is_named CHECK ((state IN ('BOOKED', 'GIVEN_BACK')) = (appointment_id IS NOT NULL)),
    CONSTRAINT desk_appointment_refused_with_a_reason CHECK ((state IN ('DECLINED', 'GIVEN_BACK')) = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX desk_appointment_one_open ON desk_appointment (conversation_id) WHERE state IN ('ASKED', 'BOOKED');
-- How many places somebody has had held today.
CREATE INDEX desk_appointment_asked_idx ON desk_appointment (asked_by, asked_at);
