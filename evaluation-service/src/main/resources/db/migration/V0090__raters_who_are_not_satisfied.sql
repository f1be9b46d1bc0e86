-- What a rater says after the rectification and is not satisfied with reaches the office, and checks have a day from which
-- their days count.
ALTER TABLE rectification
    ADD COLUMN check_since     timestamptz,
    ADD COLUMN dissatisfied_at timestamptz;

UPDATE rectification r
   SET dissatisfied_at = said.at
  FROM (SELECT o.id, CASE WHEN o.second_satisfied IS NULL THEN f.rated_at ELSE o.second_answered_at END AS at
          FROM rectification o
          LEFT JOIN rating f ON f.follow_up_of = o.rating_id AND f.level IN ('DISSATISFIED', 'VERY_DISSATISFIED')
         WHERE o.answered_round = o.round AND NOT o.answered_satisfied
           AND o.status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')) said
 WHERE said.id = r.id AND said.at IS NOT NULL AND said.at >= r.rectified_at;

-- A check that was made before the rater spoke has not looked at what the rater says; the history keeps it.
UPDATE rectification
   SET check_since = CASE WHEN checked_at < dissatisfied_at THEN dissatisfied_at ELSE rectified_at END,
       checked_by = CASE WHEN checked_at < dissatisfied_at THEN NULL ELSE checked_by END,
       check_passed = CASE WHEN checked_at < dissatisfied_at THEN NULL ELSE check_passed END,
       checked_at = CASE WHEN checked_at < dissatisfied_at THEN NULL ELSE checked_at END,
       dissatisfied_at = CASE WHEN checked_at >= dissatisfied_at THEN NULL ELSE dissatisfied_at END
 WHERE status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED');

ALTER TABLE rectification
    ADD CONSTRAINT rectification_checked_since_a_day CHECK (checked_at IS NULL OR check_since IS NOT NULL) NOT VALID;

CREATE INDEX rectification_check_due_idx ON rectification (check_since, id)
    WHERE check_since IS NOT NULL AND checked_at IS NULL AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED');
CREATE INDEX rectification_dissatisfied_idx ON rectification (opened_at DESC, id DESC)
    WHERE dissatisfied_at IS NOT NULL AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED');
