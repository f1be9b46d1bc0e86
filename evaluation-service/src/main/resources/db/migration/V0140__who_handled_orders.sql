-- The appeals keep whoever did something about an order from an appeal about it; of what was done in the past year they are told now.
INSERT INTO outbox (topic, msg_key, type, subject, sequence, occurred_at, payload)
SELECT 'onestop.evaluation.rectification', r.id::text, 'onestop.evaluation.rectification.handled.v1', r.id::text, s.version, now(),
       convert_to(jsonb_strip_nulls(jsonb_build_object(
                      'rectificationId', r.id, 'origin', r.origin, 'originId', coalesce(r.origin_id, r.rating_id),
                      'receiptNumber', r.receipt_number, 'act', s.step, 'by', s.taken_by,
                      'at', to_char(s.taken_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')))::text,
                  'UTF8')
  FROM rectification_step s
  JOIN rectification r ON r.id = s.rectification_id
 WHERE s.step IN ('CONTACTED', 'CONFIRMED', 'DECLARED_COMPLEX', 'RECTIFIED', 'OBJECTED', 'OBJECTION_REJECTED', 'REDISPATCHED', 'INVALIDATED')
   AND s.taken_by IS NOT NULL
   AND s.taken_at > now() - interval '1 year'
 ORDER BY s.taken_at, r.id, s.version;
