-- Spot checks are drawn from every case that was finished, also without a decision.

SET LOCAL lock_timeout = '5s';

CREATE INDEX approval_case_finished_idx ON approval_case (closed_at, unit, case_number)
 WHERE status IN ('GRANTED', 'REFUSED', 'TERMINATED', 'LAPSED', 'FORWARDED');
DROP INDEX approval_case_decided_idx;
