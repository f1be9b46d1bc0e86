-- Of an appeal that is still handled: when its unit last said how far it is, and when its time was last extended.
ALTER TABLE appeal_progress ADD COLUMN stage_replied_at timestamptz;
ALTER TABLE appeal_progress ADD COLUMN extended_at timestamptz;
