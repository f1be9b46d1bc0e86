-- A file of which a case is reopened is promised anew from that day on; null where it was promised once only.

SET LOCAL lock_timeout = '5s';

ALTER TABLE approval_file ADD COLUMN promise_from date;
