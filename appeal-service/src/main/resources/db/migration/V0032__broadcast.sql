-- Live broadcasts and short lessons about policies: the schedule, who registered, how many came.

CREATE TABLE broadcast (
    id               uuid        PRIMARY KEY,
    kind             text        NOT NULL CONSTRAINT broadcast_kind_known CHECK (kind IN ('LIVE', 'MICRO_CLASS')),
    title_zh         text        NOT NULL,
    title_en         text,
    unit             text        NOT NULL,
    policies         uuid[]      NOT NULL,
    starts_at        timestamptz NOT NULL,
    minutes          integer     NOT NULL CONSTRAINT broadcast_length_plausible CHECK (minutes BETWEEN 5 AND 480),
    channel          text        NOT NULL,
    state            text        NOT NULL CONSTRAINT broadcast_state_known CHECK (state IN ('PLANNED', 'HELD', 'CANCELLED')),
    reason           text,
    viewers          integer     CONSTRAINT broadcast_viewers_not_negative CHECK (viewers >= 0),
    replay           text,
    planned_by       text        NOT NULL,
    version          bigint      NOT NULL,
    CONSTRAINT broadcast_held_with_viewers CHECK ((state = 'HELD') = (viewers IS NOT NULL)),
    CONSTRAINT broadcast_cancelled_with_a_reason CHECK ((state = 'CANCELLED') = (reason IS NOT NULL))
);
CREATE INDEX broadcast_schedule_idx ON broadcast (starts_at, id);

CREATE TABLE broadcast_registration (
    broadcast_id  uuid        NOT NULL REFERENCES broadcast,
    usci          text        NOT NULL,
    registered_by text        NOT NULL,
    registered_at timestamptz NOT NULL,
    CONSTRAINT broadcast_registered_once PRIMARY KEY (broadcast_id, usci)
);
