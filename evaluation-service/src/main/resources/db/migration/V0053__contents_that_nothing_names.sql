-- Contents that are being stored and that no row names yet. When the process dies in between, the sweep finds them here.
CREATE TABLE pending_content (
    place        text        NOT NULL CONSTRAINT pending_content_pk PRIMARY KEY,
    announced_at timestamptz NOT NULL
);
CREATE INDEX pending_content_oldest_idx ON pending_content (announced_at);
-- Whether a row names a content.
CREATE INDEX open_feedback_photo_digest_idx ON open_feedback_photo (digest);
