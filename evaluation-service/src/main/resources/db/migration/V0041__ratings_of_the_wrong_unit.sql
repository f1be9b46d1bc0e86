-- A rating that was meant for another unit is that unit's once somebody has decided so; whose it was stays known.

CREATE TABLE rating_unit_change (
    rating_id  uuid        NOT NULL REFERENCES rating,
    version    smallint    NOT NULL,
    from_unit  text        NOT NULL,
    to_unit    text        NOT NULL,
    changed_by text,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (rating_id, version),
    CONSTRAINT rating_unit_change_changes CHECK (from_unit <> to_unit)
);
CREATE FUNCTION rating_unit_change_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'whose a rating was is never changed'; END $$;
CREATE TRIGGER rating_unit_change_is_final BEFORE UPDATE OR DELETE ON rating_unit_change
    FOR EACH ROW EXECUTE FUNCTION rating_unit_change_is_final();
