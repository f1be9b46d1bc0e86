-- Whether the period before an improvement is the one in which its pain point was found. Those that are here keep what they have.
ALTER TABLE improvement ADD COLUMN baseline_as_found boolean NOT NULL DEFAULT false;
