-- A ranking reads all keys of some days and months. Those lie together in the tables; by the key they would be fetched from all over.
CREATE INDEX rating_tally_day_idx ON rating_tally (day, slice);
CREATE INDEX rating_month_tally_day_idx ON rating_month_tally (day, slice);

-- The items of a unit. Only items have parts.
CREATE INDEX rating_tally_part_idx ON rating_tally (part, day) WHERE part <> '';
CREATE INDEX rating_month_tally_part_idx ON rating_month_tally (part, day) WHERE part <> '';
