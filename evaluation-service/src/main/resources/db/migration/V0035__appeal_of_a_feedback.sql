-- Which appeal came of a feedback that was referred, as the appeals tell it.
ALTER TABLE open_feedback ADD COLUMN appeal_id uuid;
