-- Appointments: who comes when. Names and numbers of persons lie here sealed only.

CREATE TABLE appointment (
    id                     uuid        NOT NULL CONSTRAINT appointment_pk PRIMARY KEY,
    kind                   text        NOT NULL CONSTRAINT appointment_kind_known CHECK (kind IN ('SLOT', 'OUT_OF_HOURS')),
    region_code            text        NOT NULL CONSTRAINT appointment_region_shape CHECK (region_code ~ '^[0-9]{12}$'),
    on_date                date        NOT NULL,
    starts_at              timestamptz NOT NULL,
    ends_at                timestamptz NOT NULL,
    item_codes             text[]      NOT NULL
        CONSTRAINT appointment_about_something CHECK (cardinality(item_codes) BETWEEN 1 AND 50),
    enterprise_usci        text,
    name_sealed            bytea       NOT NULL,
    citizen_number_sealed  bytea,
    citizen_fingerprint    bytea,
    phone_sealed           bytea,
    phone_fingerprint      bytea,
    wish                   text,
    booked_by              text        NOT NULL,
    booked_at              timestamptz NOT NULL,
    status                 text        NOT NULL
        CONSTRAINT appointment_status_known CHECK (
            status IN ('REQUESTED', 'BOOKED', 'DECLINED', 'CANCELLED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED')),
    shift_id               uuid        CONSTRAINT appointment_shift_known REFERENCES window_shift,
    window_code            text        CONSTRAINT appointment_window_known REFERENCES hall_window,
    place                  integer,
    ticket_id              uuid        CONSTRAINT appointment_ticket_known REFERENCES ticket,
    reason                 text,
    changed_by             text        NOT NULL,
    changed_at             timestamptz NOT NULL,
    version                bigint      NOT NULL,
    CONSTRAINT appointment_one_hour CHECK (ends_at = starts_at + interval '1 hour'),
    CONSTRAINT appointment_of_somebody CHECK (citizen_fingerprint IS NOT NULL OR phone_fingerprint IS NOT NULL),
    CONSTRAINT appointment_citizen_number_whole CHECK ((citizen_number_sealed IS NULL) = (citizen_fingerprint IS NULL)),
    CONSTRAINT appointment_phone_whole CHECK ((phone_sealed IS NULL) = (phone_fingerprint IS NULL)),
    CONSTRAINT appointment_holds_a_place CHECK (
        (status IN ('BOOKED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED')) = (shift_id IS NOT NULL)
        AND (shift_id IS NULL) = (place IS NULL)
        AND (shift_id IS NULL) = (window_code IS NULL)),
    CONSTRAINT appointment_checked_in_with_ticket CHECK ((status = 'CHECKED_IN') = (ticket_id IS NOT NULL))
);
COMMENT ON COLUMN appointment.window_code IS 'The window whose shift the place is of; any window that takes the items may call.';
-- Never more than a shift offers: the second lock, beside the one of the booking.
CREATE UNIQUE INDEX appointment_place_once ON appointment (shift_id, starts_at, place) WHERE shift_id IS NOT NULL;
CREATE UNIQUE INDEX appointment_citizen_once_a_day ON appointment (citizen_fingerprint, on_date)
    WHERE status IN ('REQUESTED', 'BOOKED', 'CHECKED_IN', 'NO_SHOW');
CREATE UNIQUE INDEX appointment_phone_once_a_day ON appointment (phone_fingerprint, on_date)
    WHERE status IN ('REQUESTED', 'BOOKED', 'CHECKED_IN', 'NO_SHOW');
CREATE UNIQUE INDEX appointment_ticket_once ON appointment (ticket_id) WHERE ticket_id IS NOT NULL;
-- The list of a booker, the list of a hall, what is over, and who did not come how often.
CREATE INDEX appointment_own_idx ON appointment (booked_by, starts_at, id);
CREATE INDEX appointment_day_idx ON appointment (region_code, on_date, starts_at, id);
CREATE INDEX appointment_open_idx ON appointment (ends_at, id) WHERE status IN ('BOOKED', 'REQUESTED');
CREATE INDEX appointment_citizen_no_show_idx ON appointment (citizen_fingerprint, ends_at) WHERE status = 'NO_SHOW';
CREATE INDEX appointment_phone_no_show_idx ON appointment (phone_fingerprint, ends_at) WHERE status = 'NO_SHOW';
