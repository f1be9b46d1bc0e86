-- Of an improvement that is not done by its day the others are told, once.
ALTER TABLE improvement ADD COLUMN overdue_told_at timestamptz;
CREATE INDEX improvement_overdue_idx ON improvement (due_on, id) WHERE done_on IS NULL AND overdue_told_at IS NULL;
