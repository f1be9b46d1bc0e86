-- A unit lists what it has a part in by state and kind, without reading all its parts: these follow the appeal.
ALTER TABLE appeal_part ADD COLUMN state text, ADD COLUMN kind text;
UPDATE appeal_part AS p SET state = a.state, kind = a.kind FROM appeal AS a WHERE a.id = p.appeal_id;
ALTER TABLE appeal_part ALTER COLUMN state SET NOT NULL, ALTER COLUMN kind SET NOT NULL;

CREATE FUNCTION appeal_part_begins() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    SELECT state, kind, received_at INTO NEW.state, NEW.kind, NEW.received_at FROM appeal WHERE id = NEW.appeal_id;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_part_begins BEFORE INSERT ON appeal_part
    FOR EACH ROW EXECUTE FUNCTION appeal_part_begins();

CREATE FUNCTION appeal_parts_follow() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE appeal_part SET state = NEW.state, kind = NEW.kind WHERE appeal_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER appeal_parts_follow AFTER UPDATE OF state, kind ON appeal
    FOR EACH ROW WHEN (NEW.state <> OLD.state OR NEW.kind <> OLD.kind)
    EXECUTE FUNCTION appeal_parts_follow();

CREATE INDEX appeal_part_unit_state_idx ON appeal_part (unit, state, received_at DESC, appeal_id DESC);
CREATE INDEX appeal_part_unit_kind_idx ON appeal_part (unit, kind, received_at DESC, appeal_id DESC);
CREATE INDEX appeal_part_unit_kind_state_idx ON appeal_part (unit, kind, state, received_at DESC, appeal_id DESC);
