-- What stands at a window and says every few minutes that it works.

CREATE TABLE window_device (
    serial      text        NOT NULL CONSTRAINT window_device_pk PRIMARY KEY
        CONSTRAINT window_device_serial_shape CHECK (serial ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    kind        text        NOT NULL
        CONSTRAINT window_device_kind_known CHECK (kind IN ('TERMINAL', 'EVALUATOR', 'TICKET_PRINTER', 'DISPLAY')),
    window_code text        CONSTRAINT window_device_window_known REFERENCES hall_window,
    key_hash    bytea       NOT NULL,
    bound_at    timestamptz NOT NULL,
    heard_at    timestamptz,
    state       text        CONSTRAINT window_device_state_short CHECK (length(state) <= 200),
    changed_by  text        NOT NULL,
    version     bigint      NOT NULL CONSTRAINT window_device_versions_from_one CHECK (version > 0)
);
COMMENT ON COLUMN window_device.window_code IS 'NULL while it is in store; then nobody waits for its heartbeat.';
COMMENT ON COLUMN window_device.key_hash IS 'SHA-256 of the key that the device proves itself with.';
CREATE INDEX window_device_window_idx ON window_device (window_code, kind);

CREATE TABLE device_outage (
    id             bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT device_outage_pk PRIMARY KEY,
    serial         text        NOT NULL CONSTRAINT device_outage_device_known REFERENCES window_device,
    silent_from    timestamptz NOT NULL,
    heard_again_at timestamptz NOT NULL,
    CONSTRAINT device_outage_forward CHECK (heard_again_at > silent_from)
);
COMMENT ON TABLE device_outage IS 'Silences that are over; they are forgotten after the time that is configured.';
CREATE INDEX device_outage_device_idx ON device_outage (serial, id);
CREATE INDEX device_outage_age_idx ON device_outage (heard_again_at);
