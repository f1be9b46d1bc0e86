-- What stands at windows to rate on. The key is told once and kept as a hash.
CREATE TABLE evaluator (
    serial      text        PRIMARY KEY CONSTRAINT evaluator_serial_form CHECK (serial ~ '^[A-Za-z0-9-]{1,40}$'),
    unit        text        NOT NULL,
    window_code text,
    key_hash    bytea       NOT NULL,
    changed_by  text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    version     bigint      NOT NULL
);
CREATE INDEX evaluator_unit_idx ON evaluator (unit, serial);

-- Invitations of a window in the order of their commits, without gaps: the row of the window is locked while they are numbered.
-- So an evaluator that names the last number it has seen misses none.
CREATE TABLE window_stream (
    window_code text   PRIMARY KEY,
    last_number bigint NOT NULL
);
CREATE TABLE window_call (
    window_code   text   NOT NULL,
    number        bigint NOT NULL,
    invitation_id uuid   NOT NULL REFERENCES invitation CONSTRAINT window_call_once UNIQUE,
    PRIMARY KEY (window_code, number)
);

-- What provinces give a service that nobody has rated. None is given unless a profile is configured.
CREATE TABLE default_profile (
    profile       text     PRIMARY KEY,
    level         text,
    calendar_days smallint,
    CONSTRAINT default_profile_gives_a_level_after_days CHECK ((level IS NULL) = (calendar_days IS NULL)),
    CONSTRAINT default_profile_level_is_good CHECK (level IN ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED'))
);
INSERT INTO default_profile (profile, level, calendar_days) VALUES
    ('NONE', NULL, NULL),
    ('GUANGDONG_2019', 'BASICALLY_SATISFIED', 7),
    ('GUANGXI', 'VERY_SATISFIED', 7);
CREATE INDEX invitation_unrated_idx ON invitation (served_on) WHERE invited_at IS NOT NULL AND rated_at IS NULL;
