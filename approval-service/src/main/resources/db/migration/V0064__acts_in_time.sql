-- Acts of a period, for the event log.

SET LOCAL lock_timeout = '5s';

CREATE INDEX case_history_at_idx ON case_history (at, entry);
