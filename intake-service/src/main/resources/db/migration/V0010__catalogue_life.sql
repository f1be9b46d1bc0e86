-- What an entry of the catalogue is at a given moment: in use, suspended or cancelled, from when, and by whose hands.

ALTER TABLE catalogue_entry
    ADD COLUMN status       text    NOT NULL DEFAULT 'IN_USE'
        CONSTRAINT catalogue_entry_status_known CHECK (status IN ('IN_USE', 'SUSPENDED', 'CANCELLED')),
    ADD COLUMN reason       text
        CONSTRAINT catalogue_entry_reason_short CHECK (length(reason) <= 500),
    ADD COLUMN drafted_by   text[],
    ADD COLUMN checked_by   text,
    ADD COLUMN published_by text,
    ADD COLUMN announced    boolean NOT NULL DEFAULT true;
UPDATE catalogue_entry SET status = 'CANCELLED' WHERE body IS NULL;
ALTER TABLE catalogue_entry
    ADD CONSTRAINT catalogue_entry_body_while_in_use CHECK ((status = 'IN_USE') = (body IS NOT NULL)),
    ADD CONSTRAINT catalogue_entry_drafter_does_not_publish CHECK (NOT coalesce(published_by = ANY (drafted_by), false));
COMMENT ON COLUMN catalogue_entry.valid_until IS
    'From when a later version applies. Equal to valid_from: a version that never came into force.';
COMMENT ON COLUMN catalogue_entry.announced IS 'Whether its event is written; it is when the version comes into force.';
-- The sweep looks for versions that have come into force.
CREATE INDEX catalogue_entry_unannounced_idx ON catalogue_entry (valid_from) WHERE NOT announced;

CREATE SEQUENCE catalogue_draft_revision;

-- The next version of an entry while people work on it; it is gone when it is published or discarded.
CREATE TABLE catalogue_draft (
    kind       text        NOT NULL
        CONSTRAINT catalogue_draft_kind_known CHECK (kind IN ('UNIT', 'MATERIAL', 'ITEM', 'PACKAGE')),
    key        text        NOT NULL,
    state      text        NOT NULL CONSTRAINT catalogue_draft_state_known CHECK (state IN ('DRAFTED', 'CHECKED')),
    body       jsonb       NOT NULL,
    edited_by  text[]      NOT NULL CONSTRAINT catalogue_draft_edited_by_somebody CHECK (cardinality(edited_by) > 0),
    checked_by text,
    changed_at timestamptz NOT NULL,
    -- From a sequence, so that a draft discarded and begun anew never shows a number it had before.
    revision   bigint      NOT NULL DEFAULT nextval('catalogue_draft_revision'),
    CONSTRAINT catalogue_draft_pk PRIMARY KEY (kind, key),
    CONSTRAINT catalogue_draft_checked_by_somebody CHECK ((state = 'CHECKED') = (checked_by IS NOT NULL)),
    CONSTRAINT catalogue_draft_editor_does_not_check CHECK (NOT coalesce(checked_by = ANY (edited_by), false))
);
