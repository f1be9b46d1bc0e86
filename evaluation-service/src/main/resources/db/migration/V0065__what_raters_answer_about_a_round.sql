-- A follow-up rating and the second call-back answer, like a call-back, whether the rater is satisfied; a round counts once.
ALTER TABLE rectification
    ADD COLUMN raters_heard       smallint NOT NULL DEFAULT 0,
    ADD COLUMN answered_round     smallint,
    ADD COLUMN answered_satisfied boolean,
    ADD CONSTRAINT rectification_last_answer_is_whole CHECK ((answered_round IS NULL) = (answered_satisfied IS NULL));

UPDATE rectification
   SET raters_heard = call_backs_reached,
       answered_round = CASE WHEN call_back_outcome IN ('SATISFIED', 'NOT_SATISFIED') THEN round END,
       answered_satisfied = CASE WHEN call_back_outcome IN ('SATISFIED', 'NOT_SATISFIED') THEN call_back_outcome = 'SATISFIED' END
 WHERE call_backs_reached > 0;

-- What was answered later than the call-back. In which round a follow-up came is not known any more: it is put to the last.
UPDATE rectification r
   SET raters_heard = r.raters_heard + CASE WHEN r.answered_round = r.round THEN 0 ELSE 1 END,
       call_backs_satisfied = r.call_backs_satisfied + later.satisfied::integer
                            - CASE WHEN r.answered_round = r.round THEN r.answered_satisfied::integer ELSE 0 END,
       answered_round = r.round,
       answered_satisfied = later.satisfied
  FROM (SELECT o.id, coalesce(o.second_satisfied, f.level NOT IN ('DISSATISFIED', 'VERY_DISSATISFIED')) AS satisfied
          FROM rectification o
          LEFT JOIN rating f ON f.follow_up_of = o.rating_id) later
 WHERE later.id = r.id AND later.satisfied IS NOT NULL;

COMMENT ON COLUMN rectification.call_backs_satisfied IS 'of raters_heard, those whose latest answer about the round was satisfied';

-- The indicators of a period are counted from the index alone.
CREATE INDEX rectification_figures_idx ON rectification (opened_on, unit)
    INCLUDE (status, anonymous, round, round_started_on, complex_reason, call_back_outcome, confirmed, rectified_late,
             call_backs_reached, call_backs_satisfied, raters_heard)
    WHERE origin = 'RATING';
DROP INDEX rectification_indicator_idx;
