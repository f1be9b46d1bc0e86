-- While a case is reopened its earlier result is not handed out.

ALTER TABLE early_result ADD COLUMN reopened_at timestamptz;
COMMENT ON COLUMN early_result.reopened_at IS 'Since when the case is open again; a later decision takes it away.';

ALTER TABLE result_bundle ADD COLUMN reopened_at timestamptz;
COMMENT ON COLUMN result_bundle.reopened_at IS 'Since when a case of the file is open again; the file''s next end takes it away.';
