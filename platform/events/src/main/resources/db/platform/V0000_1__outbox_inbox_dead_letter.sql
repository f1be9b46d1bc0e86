-- Events on their way out (outbox), events already taken in (inbox), and those that could not be (dead_letter).

-- seq is the order of insertion. A producer appends while it holds the lock on its aggregate's row, so for one key
-- the order of seq is the order of commits. Gaps are harmless: the relay keeps no cursor, it reads what is there.
CREATE TABLE outbox (
    seq         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT uuidv7(),
    topic       text        NOT NULL,
    msg_key     text        NOT NULL,
    type        text        NOT NULL,
    subject     text        NOT NULL,
    sequence    bigint      NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    headers     jsonb,
    payload     bytea,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

CREATE TABLE inbox (
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
-- For the purge of what is older than any topic keeps.
CREATE INDEX inbox_received_idx ON inbox USING brin (received_at);

CREATE TABLE dead_letter (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    "offset"    bigint      NOT NULL,
    msg_key     text        NOT NULL,
    headers     jsonb       NOT NULL,
    payload     bytea,
    reason      text        NOT NULL,
    state       text        NOT NULL CONSTRAINT dead_letter_state_known CHECK (state IN ('OPEN', 'PARKED', 'RESOLVED')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    resolved_by text,
    CONSTRAINT dead_letter_once_per_event UNIQUE (consumer, event_id),
    CONSTRAINT dead_letter_resolved_by_someone CHECK ((state = 'RESOLVED') = (resolved_by IS NOT NULL))
);
-- Is a key blocked for a consumer? Asked once a batch; nearly always an empty index.
CREATE INDEX dead_letter_blocked_idx ON dead_letter (consumer, topic, msg_key) WHERE state <> 'RESOLVED';
CREATE INDEX dead_letter_open_idx ON dead_letter (id) WHERE state <> 'RESOLVED';
