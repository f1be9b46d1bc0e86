-- What people attach to an appeal; the contents are kept beside the database, under their place.
CREATE TABLE attachment (
    id         uuid        PRIMARY KEY,
    appeal_id  uuid        NOT NULL REFERENCES appeal,
    number     integer     NOT NULL CONSTRAINT attachment_at_most_ten CHECK (number BETWEEN 1 AND 10),
    place      text        NOT NULL,
    name       text        NOT NULL CONSTRAINT attachment_name_short CHECK (length(name) BETWEEN 1 AND 200),
    media_type text        NOT NULL,
    bytes      bigint      NOT NULL CONSTRAINT attachment_not_empty CHECK (bytes > 0),
    checksum   text        NOT NULL CONSTRAINT attachment_checksum_whole CHECK (checksum ~ '^[0-9a-f]{64}$'),
    by_office  boolean     NOT NULL,
    added_by   text        NOT NULL,
    added_at   timestamptz NOT NULL,
    CONSTRAINT attachment_numbered_once UNIQUE (appeal_id, number)
);
CREATE TRIGGER attachment_never_changes BEFORE UPDATE OR DELETE ON attachment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
