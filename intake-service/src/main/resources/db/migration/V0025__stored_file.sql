-- Files that people send. Equal contents are stored once, under their checksum.

CREATE TABLE stored_content (
    checksum   bytea       NOT NULL CONSTRAINT stored_content_pk PRIMARY KEY
        CONSTRAINT stored_content_checksum_is_sha256 CHECK (octet_length(checksum) = 32),
    place      text        NOT NULL,
    bytes      bigint      NOT NULL CONSTRAINT stored_content_not_empty CHECK (bytes > 0),
    media_type text        NOT NULL,
    state      text        NOT NULL
        CONSTRAINT stored_content_state_known CHECK (state IN ('AVAILABLE', 'QUARANTINED', 'INFECTED')),
    announced_until timestamptz NOT NULL,
    removable_since timestamptz
) WITH (fillfactor = 80);
COMMENT ON COLUMN stored_content.place IS 'Where the store has it. A content that is removed and comes again gets another place, so that a removal that was delayed cannot hit it.';
COMMENT ON COLUMN stored_content.announced_until IS 'Until then somebody is about to name it, who may not find it gone.';
COMMENT ON COLUMN stored_content.removable_since IS 'Since when perhaps no file names it; null while one does.';
CREATE INDEX stored_content_removable_idx ON stored_content (removable_since) WHERE removable_since IS NOT NULL;
CREATE INDEX stored_content_quarantined_idx ON stored_content (checksum) WHERE state = 'QUARANTINED';

CREATE TABLE stored_file (
    id          uuid        NOT NULL CONSTRAINT stored_file_pk PRIMARY KEY,
    checksum    bytea       NOT NULL CONSTRAINT stored_file_content_known REFERENCES stored_content,
    name        text        NOT NULL CONSTRAINT stored_file_named CHECK (name <> '' AND length(name) <= 200),
    uploaded_by text        NOT NULL,
    uploaded_at timestamptz NOT NULL,
    used_at     timestamptz,
    held_until  timestamptz
) WITH (fillfactor = 80);
COMMENT ON COLUMN stored_file.used_at IS 'When a feature first took it into use; until then it is removed after a while.';
COMMENT ON COLUMN stored_file.held_until IS 'Until then somebody may still take it into use, such as who has begun to fill in a form.';
CREATE INDEX stored_file_content_idx ON stored_file (checksum);
CREATE INDEX stored_file_unused_idx ON stored_file (uploaded_at) WHERE used_at IS NULL;

CREATE TABLE stored_file_use (
    file_id   uuid        NOT NULL CONSTRAINT stored_file_use_of_a_file REFERENCES stored_file,
    purpose   text        NOT NULL,
    reference text        NOT NULL,
    used_at   timestamptz NOT NULL,
    CONSTRAINT stored_file_use_pk PRIMARY KEY (file_id, purpose, reference)
);
COMMENT ON TABLE stored_file_use IS 'What a file is used for: who may read it follows from that.';
