-- What the rater answered by a step, and about which round: a follow-up that is set aside after the order was opened again has to
-- be taken out of the round it was about, and the answer that it took the place of has to hold again.
ALTER TABLE rectification_step
    ADD COLUMN answered_round     smallint,
    ADD COLUMN answered_satisfied boolean,
    ADD CONSTRAINT rectification_step_answer_is_whole CHECK ((answered_round IS NULL) = (answered_satisfied IS NULL));

-- What is known of the steps so far: the answers of the present round from the order, of earlier ones what cannot have been
-- otherwise: in the first round CALLED_BACK meant satisfied, and being opened again out of RECTIFIED that the rater was not. A
-- call-back about a second round that was opened again, and a second call-back before that, are not known any more.
ALTER TABLE rectification_step DISABLE TRIGGER rectification_step_is_final;

WITH step AS (
     SELECT s.rectification_id, s.version, s.step, o.rating_id, o.round AS present, o.call_back_outcome, o.second_satisfied,
            least(3, 1 + count(*) FILTER (WHERE s.step IN ('REOPENED', 'CHECK_FAILED')) OVER earlier) AS round,
            -- the last step that moved the order on: a call that nobody answered did so only as the third one
            max(s.version) FILTER (WHERE s.step = 'RECTIFIED') OVER earlier AS rectified,
            max(s.version) FILTER (WHERE s.step IN ('CALLED_BACK', 'CLOSED')) OVER earlier AS gone_on,
            count(*) FILTER (WHERE s.step = 'CALL_BACK_NOT_REACHED') OVER earlier AS calls
       FROM rectification_step s
       JOIN rectification o ON o.id = s.rectification_id
      WHERE s.rectification_id IN (
            SELECT rectification_id FROM rectification_step
             WHERE step IN ('CALLED_BACK', 'REOPENED', 'FOLLOWED_UP', 'FOLLOW_UP_WITHDRAWN', 'SECOND_CALL_BACK_ANSWERED'))
     WINDOW earlier AS (PARTITION BY s.rectification_id ORDER BY s.version
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
rounds AS (
     SELECT *, calls - coalesce(max(calls) FILTER (WHERE step = 'RECTIFIED') OVER (
                       PARTITION BY rectification_id ORDER BY version), 0) AS calls_of_the_round
       FROM step),
answer AS (
     SELECT rectification_id, version, round,
            CASE step
                WHEN 'CALLED_BACK' THEN CASE WHEN round = present AND call_back_outcome <> 'UNREACHABLE'
                                             THEN call_back_outcome = 'SATISFIED'
                                             WHEN round = 1 THEN true END
                WHEN 'REOPENED' THEN CASE WHEN coalesce(gone_on, 0) < rectified AND calls_of_the_round < 3 THEN false END
                WHEN 'SECOND_CALL_BACK_ANSWERED' THEN CASE WHEN round = present THEN second_satisfied END
                ELSE (SELECT f.level NOT IN ('DISSATISFIED', 'VERY_DISSATISFIED')
                        FROM rating f
                       WHERE f.follow_up_of = rounds.rating_id
                       ORDER BY f.standing = 'INVALIDATED', f.id DESC
                       LIMIT 1) END AS satisfied
       FROM rounds
      WHERE step IN ('CALLED_BACK', 'REOPENED', 'FOLLOWED_UP', 'FOLLOW_UP_WITHDRAWN', 'SECOND_CALL_BACK_ANSWERED'))
UPDATE rectification_step s
   SET answered_round = a.round, answered_satisfied = a.satisfied
  FROM answer a
 WHERE a.rectification_id = s.rectification_id AND a.version = s.version AND a.satisfied IS NOT NULL;

ALTER TABLE rectification_step ENABLE TRIGGER rectification_step_is_final;
