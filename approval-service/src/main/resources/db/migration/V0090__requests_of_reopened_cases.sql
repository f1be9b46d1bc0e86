-- The numbers of requests to other units go on when a case is reopened; until now they began again. In cases that were reopened before, the
-- next number comes after all that were ever given.

SET LOCAL lock_timeout = '5s';

UPDATE approval_case c
   SET proceedings = jsonb_set(c.proceedings, '{revision,requests_before}', to_jsonb(
           coalesce((SELECT max(o.request) FROM opinion_asked o WHERE o.case_number = c.case_number), 0)
           - coalesce(jsonb_array_length(c.proceedings -> 'opinions'), 0)))
 WHERE c.proceedings -> 'revision' ->> 'appeal_number' IS NOT NULL;
