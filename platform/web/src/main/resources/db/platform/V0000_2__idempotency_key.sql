-- Replies to creating requests, so that a repeated request is answered and not done again. Purged after two days.
CREATE TABLE idempotency_key (
    subject      text        NOT NULL,
    key          text        NOT NULL CONSTRAINT idempotency_key_of_stated_length CHECK (length(key) BETWEEN 1 AND 200),
    fingerprint  bytea       NOT NULL CONSTRAINT idempotency_key_fingerprint_is_sha256 CHECK (length(fingerprint) = 32),
    status       integer     NOT NULL CONSTRAINT idempotency_key_success_only CHECK (status BETWEEN 200 AND 299),
    location     text,
    etag         text,
    content_type text,
    body         bytea,
    stored_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_key_pk PRIMARY KEY (subject, key)
);
-- The purge takes the oldest first.
CREATE INDEX idempotency_key_stored_at_idx ON idempotency_key (stored_at);
