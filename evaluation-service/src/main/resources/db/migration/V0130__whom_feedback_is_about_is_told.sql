-- The appeals know whom feedback about an officer is about from the day it comes in; of what is here already they are told now.
INSERT INTO outbox (topic, msg_key, type, subject, sequence, occurred_at, payload)
SELECT 'onestop.evaluation.open-feedback', id::text, 'onestop.evaluation.open-feedback.officer-named.v1', id::text, 1, now(),
       convert_to(jsonb_build_object('feedbackId', id, 'officer', target_code,
                                     'receivedAt', to_char(received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'))::text,
                  'UTF8')
  FROM open_feedback
 WHERE target = 'OFFICER'
 ORDER BY received_at, id;
