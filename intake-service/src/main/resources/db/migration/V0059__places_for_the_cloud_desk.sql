-- Places held for the cloud service desk. Events name nobody, so a place is held until it is said here who comes.

ALTER TABLE appointment ADD COLUMN name_by timestamptz;
ALTER TABLE appointment ALTER COLUMN name_sealed DROP NOT NULL;
ALTER TABLE appointment DROP CONSTRAINT appointment_status_known;
ALTER TABLE appointment ADD CONSTRAINT appointment_status_known CHECK (
    status IN ('REQUESTED', 'RESERVED', 'BOOKED', 'DECLINED', 'CANCELLED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED'));
ALTER TABLE appointment DROP CONSTRAINT appointment_of_somebody;
ALTER TABLE appointment ADD CONSTRAINT appointment_of_somebody CHECK (
    (name_sealed IS NOT NULL AND (citizen_fingerprint IS NOT NULL OR phone_fingerprint IS NOT NULL))
    OR (name_sealed IS NULL AND citizen_fingerprint IS NULL AND phone_fingerprint IS NULL AND name_by IS NOT NULL
        AND status IN ('RESERVED', 'CANCELLED')));
ALTER TABLE appointment ADD CONSTRAINT appointment_reserved_for_nobody CHECK (status <> 'RESERVED' OR name_sealed IS NULL);
ALTER TABLE appointment DROP CONSTRAINT appointment_holds_a_place;
ALTER TABLE appointment ADD CONSTRAINT appointment_holds_a_place CHECK (
    (status IN ('RESERVED', 'BOOKED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED')) = (shift_id IS NOT NULL)
    AND (shift_id IS NULL) = (place IS NULL)
    AND (shift_id IS NULL) = (window_code IS NULL));
-- What is given back next, as nobody was named in time.
CREATE INDEX appointment_unnamed_idx ON appointment (name_by, id) WHERE status = 'RESERVED';

-- What the desk has asked for, each once, however often the event comes.
CREATE TABLE desk_request (
    id             uuid        PRIMARY KEY,
    appointment_id uuid        CONSTRAINT desk_request_has_its_own REFERENCES appointment
                               CONSTRAINT desk_request_one_appointment UNIQUE,
    declined       text,
    answered_at    timestamptz NOT NULL,
    CONSTRAINT desk_request_booked_or_declined CHECK ((appointment_id IS NULL) <> (declined IS NULL))
);
