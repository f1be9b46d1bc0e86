-- What can be asked for, every version of it, and the number by which replicas notice a change.

CREATE TABLE catalogue_entry (
    kind        text        NOT NULL
        CONSTRAINT catalogue_entry_kind_known CHECK (kind IN ('UNIT', 'MATERIAL', 'ITEM', 'PACKAGE')),
    key         text        NOT NULL,
    version     bigint      NOT NULL CONSTRAINT catalogue_entry_versions_from_one CHECK (version > 0),
    name_zh     text        NOT NULL,
    name_en     text        NOT NULL,
    body        jsonb,
    valid_from  timestamptz NOT NULL,
    valid_until timestamptz,
    CONSTRAINT catalogue_entry_pk PRIMARY KEY (kind, key, version),
    CONSTRAINT catalogue_entry_period_forward CHECK (valid_until >= valid_from)
);
COMMENT ON COLUMN catalogue_entry.body IS 'The entry; NULL says that it was withdrawn with this version.';
-- One latest version per entry; also what a replica loads.
CREATE UNIQUE INDEX catalogue_entry_latest_idx ON catalogue_entry (kind, key) WHERE valid_until IS NULL;

CREATE TABLE reference_revision (
    name     text   NOT NULL CONSTRAINT reference_revision_pk PRIMARY KEY,
    revision bigint NOT NULL
);
COMMENT ON TABLE reference_revision IS 'Raised by each change; its row lock also makes imports take turns.';
INSERT INTO reference_revision (name, revision) VALUES ('CATALOGUE', 0), ('CALENDAR', 0);
