-- The queue of a place: tickets of a day, and every call of each.

CREATE TABLE ticket_serial (
    region_code text    NOT NULL,
    on_date     date    NOT NULL,
    prefix      text    NOT NULL,
    last        integer NOT NULL,
    CONSTRAINT ticket_serial_pk PRIMARY KEY (region_code, on_date, prefix)
);

CREATE TABLE ticket (
    id              uuid        NOT NULL CONSTRAINT ticket_pk PRIMARY KEY,
    region_code     text        NOT NULL CONSTRAINT ticket_region_shape CHECK (region_code ~ '^[0-9]{12}$'),
    on_date         date        NOT NULL,
    number          text        NOT NULL,
    kind            text        NOT NULL
        CONSTRAINT ticket_kind_known CHECK (kind IN ('WALK_IN', 'APPOINTMENT', 'GREEN_CHANNEL')),
    item_codes      text[]      NOT NULL CONSTRAINT ticket_items_bounded CHECK (cardinality(item_codes) <= 50),
    green_basis     text,
    taken_by        text        NOT NULL,
    own             boolean     NOT NULL,
    taken_at        timestamptz NOT NULL,
    ranks_at        timestamptz NOT NULL,
    status          text        NOT NULL
        CONSTRAINT ticket_status_known
        CHECK (status IN ('WAITING', 'CALLED', 'SKIPPED', 'FINISHED', 'LEFT', 'EXPIRED')),
    for_window      text        CONSTRAINT ticket_for_window_known REFERENCES hall_window,
    window_code     text        CONSTRAINT ticket_window_known REFERENCES hall_window,
    clerk           text,
    first_called_at timestamptz,
    called_at       timestamptz,
    calls           integer     NOT NULL,
    ended_at        timestamptz,
    version         bigint      NOT NULL,
    CONSTRAINT ticket_number_once_a_day UNIQUE (region_code, on_date, number),
    CONSTRAINT ticket_green_with_basis CHECK ((kind = 'GREEN_CHANNEL') = (green_basis IS NOT NULL)),
    CONSTRAINT ticket_called_somewhere CHECK (
        (status <> 'CALLED' OR (window_code IS NOT NULL AND clerk IS NOT NULL AND called_at IS NOT NULL))
        AND (called_at IS NULL) = (first_called_at IS NULL)
        AND (called_at IS NULL) = (calls = 0)),
    CONSTRAINT ticket_ended CHECK ((status IN ('FINISHED', 'LEFT', 'EXPIRED')) = (ended_at IS NOT NULL))
);
COMMENT ON COLUMN ticket.own IS 'Taken by the visitor''s own account, which may hold one open ticket a place and day.';
COMMENT ON COLUMN ticket.ranks_at IS 'Since when it counts in the queue: for an appointment not before its hour.';
COMMENT ON COLUMN ticket.for_window IS 'Handed on to this window, whatever it takes.';
-- A window serves one visitor at a time.
CREATE UNIQUE INDEX ticket_one_at_a_window ON ticket (window_code, on_date) WHERE status = 'CALLED';
CREATE UNIQUE INDEX ticket_one_of_an_account ON ticket (taken_by, region_code, on_date)
    WHERE own AND status IN ('WAITING', 'CALLED');
-- Whom to call next; the list of a day; what is left open when the day is over.
CREATE INDEX ticket_waiting_idx ON ticket (region_code, on_date, ranks_at) WHERE status = 'WAITING';
CREATE INDEX ticket_day_idx ON ticket (region_code, on_date, taken_at, id);
CREATE INDEX ticket_open_idx ON ticket (on_date, id) WHERE status IN ('WAITING', 'CALLED', 'SKIPPED');

CREATE TABLE ticket_call (
    id          bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT ticket_call_pk PRIMARY KEY,
    ticket_id   uuid        NOT NULL CONSTRAINT ticket_call_ticket_known REFERENCES ticket,
    window_code text        NOT NULL,
    on_date     date        NOT NULL,
    priority    boolean     NOT NULL,
    clerk       text        NOT NULL,
    called_at   timestamptz NOT NULL
);
COMMENT ON TABLE ticket_call IS 'Each call in order; also tells how many priority tickets a window has called in a row.';
CREATE INDEX ticket_call_window_idx ON ticket_call (window_code, on_date, id);
CREATE INDEX ticket_call_ticket_idx ON ticket_call (ticket_id, id);
