-- What an appeal is found to be, and about which item, may come out after it was raised: the last word counts.
ALTER TABLE blocked_report
    ADD COLUMN sequence bigint  NOT NULL DEFAULT 0,
    ADD COLUMN gone     boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN blocked_report.gone IS 'Found to be none, or about no item that is known.';
