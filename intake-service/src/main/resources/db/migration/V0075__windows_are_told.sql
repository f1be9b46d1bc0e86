-- Other services are told of each window as it was kept last; those entered before are told of at the next start.
ALTER TABLE hall_window ADD COLUMN told_version bigint NOT NULL DEFAULT 0;
CREATE INDEX hall_window_untold_idx ON hall_window (code) WHERE told_version < version;
