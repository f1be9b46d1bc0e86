-- What a registry entry holds beside name and place, every version it ever had, and the search by parts of a name.

ALTER TABLE enterprise
    ADD COLUMN scale                 text
        CONSTRAINT enterprise_scale_known CHECK (scale IN ('LARGE', 'MEDIUM', 'SMALL', 'MICRO')),
    ADD COLUMN address               text,
    ADD COLUMN business_scope        text,
    ADD COLUMN established_on        date,
    ADD COLUMN representative        text,
    ADD COLUMN representative_number bytea,
    ADD COLUMN representative_phone  bytea,
    ADD COLUMN changed_by            text;
UPDATE enterprise SET changed_by = registered_by;
ALTER TABLE enterprise
    ALTER COLUMN changed_by SET NOT NULL,
    ADD CONSTRAINT enterprise_numbers_belong_to_somebody
        CHECK (representative IS NOT NULL OR (representative_number IS NULL AND representative_phone IS NULL));
COMMENT ON COLUMN enterprise.representative IS 'The legal representative, or who is in charge of a branch.';
COMMENT ON COLUMN enterprise.representative_number IS 'Citizen number, sealed.';
COMMENT ON COLUMN enterprise.representative_phone IS 'Mobile number, sealed.';

CREATE TABLE enterprise_version (
    usci                  text        NOT NULL CONSTRAINT enterprise_version_of_an_entry REFERENCES enterprise,
    version               bigint      NOT NULL,
    name                  text        NOT NULL,
    kind                  text        NOT NULL,
    region_code           text        NOT NULL,
    industry              text,
    scale                 text,
    address               text,
    business_scope        text,
    established_on        date,
    parent_usci           text,
    representative        text,
    representative_number bytea,
    representative_phone  bytea,
    changed_by            text        NOT NULL,
    changed_at            timestamptz NOT NULL,
    CONSTRAINT enterprise_version_pk PRIMARY KEY (usci, version)
);
COMMENT ON TABLE enterprise_version IS 'Each entry as it stood after each change. Only ever added to.';
INSERT INTO enterprise_version (usci, version, name, kind, region_code, industry, parent_usci, changed_by, changed_at)
SELECT usci, version, name, kind, region_code, industry, parent_usci, registered_by, changed_at FROM enterprise;
REVOKE UPDATE, DELETE, TRUNCATE ON enterprise_version FROM CURRENT_USER;

-- Every character and every pair of neighbours: Chinese names have no words to index, and trigrams need three characters.
CREATE FUNCTION name_parts(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
SELECT array_agg(DISTINCT substr(lower(name), place, size))
  FROM generate_series(1, length(name)) AS place, generate_series(1, 2) AS size
 WHERE place + size <= length(name) + 1
$$;
ALTER TABLE enterprise ADD COLUMN name_parts text[] NOT NULL GENERATED ALWAYS AS (name_parts(name)) STORED;
CREATE INDEX enterprise_name_parts_idx ON enterprise USING gin (name_parts);
