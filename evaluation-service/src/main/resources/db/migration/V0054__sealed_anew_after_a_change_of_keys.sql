-- How far the texts that older keys sealed have been sealed with the newest one.
CREATE TABLE reseal_progress (
    source      text        NOT NULL,
    key_id      text        NOT NULL,
    -- The last row that was looked at; empty at the beginning.
    after       text        NOT NULL DEFAULT '',
    resealed    bigint      NOT NULL DEFAULT 0,
    finished_at timestamptz,
    PRIMARY KEY (source, key_id)
);
