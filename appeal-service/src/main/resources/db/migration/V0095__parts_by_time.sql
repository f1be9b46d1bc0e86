-- A unit lists what it has a part in by when the appeal was received, without reading all its parts.
ALTER TABLE appeal_part ADD COLUMN received_at timestamptz;
UPDATE appeal_part AS p SET received_at = a.received_at FROM appeal AS a WHERE a.id = p.appeal_id;
ALTER TABLE appeal_part ALTER COLUMN received_at SET NOT NULL;
CREATE INDEX appeal_part_unit_received_idx ON appeal_part (unit, received_at DESC, appeal_id DESC);
DROP INDEX appeal_part_unit_idx;
