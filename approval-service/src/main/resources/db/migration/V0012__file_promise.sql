-- How long a file takes if every case keeps its promise, and which chain of cases makes it so long. Null in files opened before.

ALTER TABLE approval_file
    ADD COLUMN promised_days integer CONSTRAINT approval_file_promised_within_the_law CHECK (promised_days BETWEEN 0 AND 45),
    ADD COLUMN critical_path jsonb,
    ADD CONSTRAINT approval_file_promise_with_its_path CHECK ((promised_days IS NULL) = (critical_path IS NULL));
