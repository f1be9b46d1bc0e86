-- The leading group's view only counts what is open, in the order of a small index, and judges one by one what needs attention.
CREATE INDEX appeal_open_load_idx ON appeal (unit, state, joined_to) WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_leading_idx;
