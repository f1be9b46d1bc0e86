-- Owners read what they answer for, and whoever looks for what is overdue reads what is not done.
CREATE INDEX improvement_owner_idx ON improvement (owner, opened_at DESC, id DESC);
CREATE INDEX improvement_not_done_idx ON improvement (opened_at DESC, id DESC) WHERE done_on IS NULL;
