-- Open feedback is counted by what it is about and where, from the index alone.
DROP INDEX open_feedback_count_idx;
CREATE INDEX open_feedback_count_idx ON open_feedback (given_on) INCLUDE (unit, target, region_level, town, level);
