-- A file that intake terminates ends as terminated, with the reason, and not as withdrawn; also a case that has not started.

SET LOCAL lock_timeout = '5s';

ALTER TABLE approval_case
    DROP CONSTRAINT approval_case_started_with_a_clock,
    ADD CONSTRAINT approval_case_started_with_a_clock CHECK (
        (started_at IS NULL) = (clock_start_on IS NULL)
        AND (started_at IS NOT NULL OR status IN ('WAITING', 'NOT_STARTED', 'WITHDRAWN', 'TERMINATED'))) NOT VALID;

-- Null when the applicant took the application back.
ALTER TABLE early_withdrawal ADD COLUMN terminated_because text;
