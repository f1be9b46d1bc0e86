-- An appeal that was closed is opened again once; whoever raised it sees it at the file.
ALTER TABLE appeal_progress ADD COLUMN reopened_at timestamptz;
