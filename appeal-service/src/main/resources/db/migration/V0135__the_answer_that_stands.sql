-- Handling ends with the answer that stands: after a redo, or opened again, with the last one; while another one is awaited none stands.

LOCK TABLE appeal, appeal_step IN SHARE ROW EXCLUSIVE MODE;

ALTER TABLE appeal ADD COLUMN answered_at timestamptz;

CREATE OR REPLACE FUNCTION appeal_attention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.attention_at := CASE WHEN NEW.state = 'CALLED_BACK' AND NEW.reached AND NOT (NEW.solved AND NEW.satisfied)
                             THEN NEW.called_back_at ELSE NEW.next_due_at END;
    IF NEW.discipline_clue AND NEW.clue_at IS NULL THEN
        NEW.clue_at := now();
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.next_clock = 'REDO' AND NEW.state IN ('REPLIED', 'ANSWERED_DIRECTLY')
       AND NEW.state_since > OLD.redo_due_at THEN
        NEW.redo_late := true;
    END IF;
    IF NEW.state NOT IN ('REPLIED', 'ANSWERED_DIRECTLY', 'CALLED_BACK', 'CLOSED') THEN
        NEW.answered_at := NULL;
    ELSIF TG_OP = 'UPDATE' AND NEW.state IN ('REPLIED', 'ANSWERED_DIRECTLY') AND OLD.state <> NEW.state THEN
        NEW.answered_at := NEW.state_since;
    ELSIF NEW.answered_at IS NULL THEN
        NEW.answered_at := NEW.replied_at;
    END IF;
    RETURN NEW;
END $$;

UPDATE appeal AS a
   SET answered_at = coalesce((SELECT max(s.at) FROM appeal_step s
                                WHERE s.appeal_id = a.id AND s.step IN ('REPLIED', 'ANSWERED_DIRECTLY')), a.replied_at)
 WHERE a.state IN ('REPLIED', 'ANSWERED_DIRECTLY', 'CALLED_BACK', 'CLOSED');

UPDATE rate_day AS r SET handling_seconds = c.seconds
  FROM (SELECT received_on, coalesce(unit, '') AS unit, kind, source, coalesce(blocked_class, '') AS blocked_class,
               sum(coalesce(CAST(extract(epoch FROM answered_at - received_at) AS bigint), 0)) AS seconds
          FROM appeal
         WHERE state = 'CLOSED'
         GROUP BY 1, 2, 3, 4, 5) AS c
 WHERE (r.received_on, r.unit, r.kind, r.source, r.blocked_class) = (c.received_on, c.unit, c.kind, c.source, c.blocked_class);

CREATE OR REPLACE FUNCTION add_to_rates(a appeal, times integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO rate_day AS r (received_on, unit, kind, source, blocked_class, received, to_contact, contacted_in_time,
                               to_opine, opined_in_time, to_answer, answered_in_time, closed_in_time, reached, solved, satisfied,
                               dispatched, returned, redone, at_once, handling_seconds)
    VALUES (a.received_on, coalesce(a.unit, ''), a.kind, a.source, coalesce(a.blocked_class, ''), times,
            times * (a.contact_due_at IS NOT NULL)::int, times * coalesce(a.contacted_at <= a.contact_due_at, false)::int,
            times * (a.opinion_due_at IS NOT NULL)::int, times * coalesce(a.opinion_at <= a.opinion_due_at, false)::int,
            times, times * coalesce(a.replied_at <= a.solution_due_at, false)::int,
            times * (coalesce(a.replied_at <= a.solution_due_at, false) AND NOT a.redo_late)::int,
            times * coalesce(a.reached, false)::int,
            times * (coalesce(a.reached, false) AND coalesce(a.solved, false))::int,
            times * (coalesce(a.reached, false) AND coalesce(a.satisfied, false))::int,
            times * (a.dispatched_at IS NOT NULL)::int, times * (a.returns > 0)::int, times * (a.redone OR a.office_redone)::int,
            times * (a.returns = 0 AND NOT a.redone AND NOT a.office_redone)::int,
            times * coalesce(CAST(extract(epoch FROM a.answered_at - a.received_at) AS bigint), 0))
        ON CONFLICT (received_on, unit, kind, source, blocked_class) DO UPDATE
       SET received = r.received + excluded.received, to_contact = r.to_contact + excluded.to_contact,
           contacted_in_time = r.contacted_in_time + excluded.contacted_in_time, to_opine = r.to_opine + excluded.to_opine,
           opined_in_time = r.opined_in_time + excluded.opined_in_time, to_answer = r.to_answer + excluded.to_answer,
           answered_in_time = r.answered_in_time + excluded.answered_in_time,
           closed_in_time = r.closed_in_time + excluded.closed_in_time, reached = r.reached + excluded.reached,
           solved = r.solved + excluded.solved, satisfied = r.satisfied + excluded.satisfied,
           dispatched = r.dispatched + excluded.dispatched, returned = r.returned + excluded.returned,
           redone = r.redone + excluded.redone, at_once = r.at_once + excluded.at_once,
           handling_seconds = r.handling_seconds + excluded.handling_seconds
$$;

-- Rates of open appeals read nothing but an index.
CREATE INDEX appeal_open_figures_idx ON appeal (received_on)
    INCLUDE (unit, kind, source, state, contact_due_at, contacted_at, opinion_due_at, opinion_at, solution_due_at, replied_at,
             answered_at, received_at, reached, solved, satisfied, redone, office_redone)
    WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_open_counts_idx;
