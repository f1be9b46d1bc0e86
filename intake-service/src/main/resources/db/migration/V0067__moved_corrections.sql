-- The last day of a correction moves with the calendar.
ALTER TABLE case_correction ADD COLUMN moved_version bigint;
COMMENT ON COLUMN case_correction.moved_version IS 'The department''s version of the case that moved expected_on last; null where it is as the notice told it.';
