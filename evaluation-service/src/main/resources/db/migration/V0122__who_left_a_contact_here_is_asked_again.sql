-- Whoever left a contact with a feedback that was written here is known to nobody but the office, which therefore calls again
-- itself after the closing, three times at most.
ALTER TABLE rectification
    ADD COLUMN called_by_office boolean  NOT NULL DEFAULT false,
    ADD COLUMN second_calls     smallint NOT NULL DEFAULT 0
               CONSTRAINT rectification_second_calls_limited CHECK (second_calls BETWEEN 0 AND 3),
    ADD COLUMN second_called_at timestamptz,
    ADD CONSTRAINT rectification_second_calls_at_a_time CHECK ((second_calls = 0) = (second_called_at IS NULL));

UPDATE rectification o
   SET called_by_office = true
  FROM open_feedback f
 WHERE o.origin = 'OPEN_FEEDBACK' AND f.id = o.origin_id AND f.source = 'OWN' AND NOT o.anonymous
   AND EXISTS (SELECT FROM open_feedback_contact c WHERE c.feedback_id = f.id);

CREATE INDEX rectification_second_call_due_idx ON rectification (closed_at, id)
    WHERE called_by_office AND status = 'CLOSED' AND second_answered_at IS NULL AND second_calls < 3;
