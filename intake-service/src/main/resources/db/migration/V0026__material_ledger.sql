-- What a material of a file consists of, and whether its original has been seen.

ALTER TABLE application_material
    ADD COLUMN file_ids        uuid[] NOT NULL DEFAULT '{}'
        CONSTRAINT application_material_files_bounded CHECK (cardinality(file_ids) <= 20),
    ADD COLUMN copies          integer
        CONSTRAINT application_material_copies_bounded CHECK (copies BETWEEN 1 AND 99),
    ADD COLUMN checked_at      timestamptz,
    ADD COLUMN checked_by      text,
    ADD COLUMN checked_by_unit text,
    DROP CONSTRAINT application_material_handed_in_is_named,
    ADD CONSTRAINT application_material_handed_in_is_something
        CHECK (state <> 'HANDED_IN' OR file_name IS NOT NULL OR copies IS NOT NULL OR cardinality(file_ids) > 0),
    ADD CONSTRAINT application_material_checked_by_someone
        CHECK ((checked_at IS NULL) = (checked_by IS NULL) AND (checked_at IS NULL) = (checked_by_unit IS NULL)),
    ADD CONSTRAINT application_material_checked_when_handed_in CHECK (checked_at IS NULL OR state = 'HANDED_IN');
COMMENT ON COLUMN application_material.copies IS 'Handed over on paper.';

-- What an enterprise need not hand in again. An entry is never changed, only ended: superseded by a newer one or by what a
-- later file brings about, or revoked.
CREATE TABLE kept_material (
    id                  uuid        NOT NULL DEFAULT uuidv7() CONSTRAINT kept_material_pk PRIMARY KEY,
    usci                text        NOT NULL CONSTRAINT kept_material_enterprise_registered REFERENCES enterprise,
    material_key        text        NOT NULL,
    name_zh             text        NOT NULL,
    name_en             text        NOT NULL,
    source              text        NOT NULL CONSTRAINT kept_material_source_known CHECK (source IN ('CHECKED', 'LICENCE')),
    trust_level         text        NOT NULL CONSTRAINT kept_material_trust_known CHECK (trust_level IN ('A', 'B')),
    from_receipt_number text        NOT NULL,
    case_number         text,
    licence_number      text,
    issuer              text        NOT NULL,
    since               timestamptz NOT NULL,
    valid_until         date,
    file_ids            uuid[]      NOT NULL DEFAULT '{}',
    entered_at          timestamptz NOT NULL,
    superseded_at       timestamptz,
    superseded_by       text,
    revoked_at          timestamptz,
    revoked_by          text,
    revocation_reason   text,
    CONSTRAINT kept_material_licence_of_a_case CHECK (
        (source = 'LICENCE') = (case_number IS NOT NULL) AND (source = 'LICENCE') = (licence_number IS NOT NULL)),
    CONSTRAINT kept_material_trust_by_source CHECK ((source = 'LICENCE') = (trust_level = 'A')),
    CONSTRAINT kept_material_superseded_by_something CHECK ((superseded_at IS NULL) = (superseded_by IS NULL)),
    CONSTRAINT kept_material_revoked_with_reason CHECK (
        (revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revocation_reason IS NULL))
);
COMMENT ON COLUMN kept_material.issuer IS 'The unit whose officer saw the original, or that granted the licence.';
COMMENT ON COLUMN kept_material.superseded_by IS 'Receipt or case number.';
CREATE UNIQUE INDEX kept_material_one_in_force ON kept_material (usci, material_key)
    WHERE superseded_at IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX kept_material_once_per_case ON kept_material (case_number, material_key) WHERE case_number IS NOT NULL;
CREATE INDEX kept_material_enterprise_idx ON kept_material (usci, entered_at, id);

INSERT INTO kept_material (usci, material_key, name_zh, name_en, source, trust_level, from_receipt_number, issuer, since,
                           valid_until, entered_at)
SELECT k.usci, k.material_key, m.name_zh, m.name_en, 'CHECKED', 'B', k.from_receipt_number, a.accepted_by_unit,
       k.checked_on::timestamp AT TIME ZONE 'Asia/Shanghai', k.valid_until,
       k.checked_on::timestamp AT TIME ZONE 'Asia/Shanghai'
  FROM material_on_file k
  JOIN application_material m ON m.receipt_number = k.from_receipt_number AND m.material_key = k.material_key
  JOIN application a ON a.receipt_number = k.from_receipt_number
 WHERE a.accepted_by_unit IS NOT NULL;
DROP TABLE material_on_file;
