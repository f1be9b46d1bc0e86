-- The service vehicle: where it goes, and what was done there without network, each thing entered once.

CREATE TABLE vehicle (
    code         text        NOT NULL CONSTRAINT vehicle_pk PRIMARY KEY
        CONSTRAINT vehicle_code_shape CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name         text        NOT NULL CONSTRAINT vehicle_named CHECK (name <> ''),
    window_codes text[]      NOT NULL CONSTRAINT vehicle_has_windows CHECK (cardinality(window_codes) BETWEEN 1 AND 10),
    changed_at   timestamptz NOT NULL,
    changed_by   text        NOT NULL,
    version      bigint      NOT NULL
);

CREATE TABLE vehicle_route (
    id           uuid        NOT NULL CONSTRAINT vehicle_route_pk PRIMARY KEY,
    vehicle_code text        NOT NULL CONSTRAINT vehicle_route_of_a_vehicle REFERENCES vehicle,
    name         text        NOT NULL CONSTRAINT vehicle_route_named CHECK (name <> ''),
    planned_at   timestamptz NOT NULL,
    planned_by   text        NOT NULL
);

CREATE TABLE vehicle_stop (
    id            uuid        NOT NULL CONSTRAINT vehicle_stop_pk PRIMARY KEY,
    route_id      uuid        NOT NULL CONSTRAINT vehicle_stop_of_a_route REFERENCES vehicle_route,
    vehicle_code  text        NOT NULL CONSTRAINT vehicle_stop_of_a_vehicle REFERENCES vehicle,
    town_code     text        NOT NULL CONSTRAINT vehicle_stop_town_shape CHECK (town_code ~ '^[0-9]{9}000$'),
    village_code  text
        CONSTRAINT vehicle_stop_village_of_the_town
        CHECK (village_code ~ '^[0-9]{12}$' AND left(village_code, 9) = left(town_code, 9) AND village_code <> town_code),
    place         text        NOT NULL CONSTRAINT vehicle_stop_placed CHECK (place <> ''),
    planned_from  timestamptz NOT NULL,
    planned_until timestamptz NOT NULL,
    staff         text[]      NOT NULL CONSTRAINT vehicle_stop_has_staff CHECK (cardinality(staff) BETWEEN 1 AND 20),
    window_codes  text[]      NOT NULL,
    status        text        NOT NULL
        CONSTRAINT vehicle_stop_status_known CHECK (status IN ('PLANNED', 'STARTED', 'ENDED', 'CANCELLED')),
    started_at    timestamptz,
    started_by    text,
    ended_at      timestamptz,
    ended_by      text,
    cancel_reason text,
    version       bigint      NOT NULL,
    CONSTRAINT vehicle_stop_planned_forward CHECK (planned_until > planned_from),
    CONSTRAINT vehicle_stop_started_by_someone CHECK (
        (status IN ('STARTED', 'ENDED')) = (started_at IS NOT NULL) AND (started_at IS NULL) = (started_by IS NULL)),
    CONSTRAINT vehicle_stop_ended_by_someone CHECK (
        (status = 'ENDED') = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    CONSTRAINT vehicle_stop_ended_after_start CHECK (ended_at >= started_at),
    CONSTRAINT vehicle_stop_cancelled_with_reason CHECK ((status = 'CANCELLED') = (cancel_reason IS NOT NULL))
);
-- The public plan; stops of a vehicle that could overlap; stops of a route; places that were visited in a period.
CREATE INDEX vehicle_stop_planned_idx ON vehicle_stop (planned_from, id);
CREATE INDEX vehicle_stop_vehicle_idx ON vehicle_stop (vehicle_code, planned_from);
CREATE INDEX vehicle_stop_route_idx ON vehicle_stop (route_id, planned_from, id);
CREATE INDEX vehicle_stop_started_idx ON vehicle_stop (started_at, town_code, village_code) WHERE started_at IS NOT NULL;

CREATE TABLE vehicle_operation (
    id                  uuid        NOT NULL CONSTRAINT vehicle_operation_pk PRIMARY KEY,
    stop_id             uuid        NOT NULL CONSTRAINT vehicle_operation_at_a_stop REFERENCES vehicle_stop,
    kind                text        NOT NULL
        CONSTRAINT vehicle_operation_kind_known CHECK (kind IN ('HAND_IN', 'ACCEPTANCE', 'CONSULTATION')),
    at                  timestamptz NOT NULL,
    fingerprint         bytea       NOT NULL,
    device              text        NOT NULL,
    entered_by          text        NOT NULL,
    entered_at          timestamptz NOT NULL,
    receipt_number      text,
    file_status         text,
    file_version        bigint,
    consultation_number text,
    CONSTRAINT vehicle_operation_not_before_it_was_done CHECK (entered_at >= at),
    -- A file is handed in once and accepted once, whatever ids a device makes.
    CONSTRAINT vehicle_operation_once_per_file UNIQUE (receipt_number, kind)
);
COMMENT ON COLUMN vehicle_operation.id IS 'Made by the device before there was network; the same one again has no second effect.';
CREATE INDEX vehicle_operation_stop_idx ON vehicle_operation (stop_id, at, id);
CREATE INDEX vehicle_operation_at_idx ON vehicle_operation (at, kind) INCLUDE (receipt_number);

CREATE TABLE vehicle_number (
    number       text        NOT NULL CONSTRAINT vehicle_number_pk PRIMARY KEY,
    joint_number text        NOT NULL,
    stop_id      uuid        NOT NULL CONSTRAINT vehicle_number_for_a_stop REFERENCES vehicle_stop,
    device       text        NOT NULL,
    code_hash    bytea       NOT NULL,
    taken_by     text        NOT NULL,
    taken_at     timestamptz NOT NULL,
    operation_id uuid        CONSTRAINT vehicle_number_used_once UNIQUE
        CONSTRAINT vehicle_number_used_by_an_operation REFERENCES vehicle_operation
);
COMMENT ON TABLE vehicle_number IS 'Receipt numbers that a device took along. What is not used is lost, which is harmless.';
CREATE INDEX vehicle_number_stop_idx ON vehicle_number (stop_id, number);
