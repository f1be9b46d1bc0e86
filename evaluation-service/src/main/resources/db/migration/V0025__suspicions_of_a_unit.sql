-- The list of one unit.
CREATE INDEX rating_suspicion_unit_idx ON rating_suspicion (unit, raised_at, rating_id);
