-- Which unit was given appeals and which gave them back are facts of their own: the appeal itself tells only who has it last, and what
-- the office answers itself was given to nobody. Kept by day of receipt, as the other sums are; of declined appeals nothing counts.

LOCK TABLE appeal, appeal_step IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE dispatch_day (
    received_on   date    NOT NULL,
    unit          text    NOT NULL,
    kind          text    NOT NULL,
    source        text    NOT NULL,
    blocked_class text    NOT NULL,
    dispatched    integer NOT NULL,
    returned      integer NOT NULL,
    PRIMARY KEY (received_on, unit, kind, source, blocked_class)
);
CREATE INDEX dispatch_day_unit_idx ON dispatch_day (unit, received_on);

CREATE FUNCTION count_dispatch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dispatch_day AS d
    SELECT a.received_on, NEW.unit, a.kind, a.source, coalesce(a.blocked_class, ''),
           (NEW.step = 'DISPATCHED')::int, (NEW.step = 'RETURNED')::int
      FROM appeal a
     WHERE a.id = NEW.appeal_id AND a.state <> 'REJECTED'
        ON CONFLICT (received_on, unit, kind, source, blocked_class) DO UPDATE
       SET dispatched = d.dispatched + excluded.dispatched, returned = d.returned + excluded.returned;
    RETURN NULL;
END $$;
CREATE TRIGGER appeal_step_counts_dispatches AFTER INSERT ON appeal_step
    FOR EACH ROW WHEN (NEW.step IN ('DISPATCHED', 'RETURNED')) EXECUTE FUNCTION count_dispatch();

CREATE FUNCTION add_to_dispatches(a appeal, times integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO dispatch_day AS d
    SELECT a.received_on, s.unit, a.kind, a.source, coalesce(a.blocked_class, ''),
           times * count(*) FILTER (WHERE s.step = 'DISPATCHED'), times * count(*) FILTER (WHERE s.step = 'RETURNED')
      FROM appeal_step s
     WHERE s.appeal_id = a.id AND s.step IN ('DISPATCHED', 'RETURNED')
     GROUP BY s.unit
     ORDER BY s.unit
        ON CONFLICT (received_on, unit, kind, source, blocked_class) DO UPDATE
       SET dispatched = d.dispatched + excluded.dispatched, returned = d.returned + excluded.returned
$$;

CREATE FUNCTION move_dispatches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'REJECTED' THEN
        PERFORM add_to_dispatches(OLD, -1);
    END IF;
    IF NEW.state <> 'REJECTED' THEN
        PERFORM add_to_dispatches(NEW, 1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER appeal_moves_its_dispatches AFTER UPDATE OF state, kind, blocked_class ON appeal
    FOR EACH ROW WHEN (OLD.kind <> NEW.kind OR OLD.blocked_class IS DISTINCT FROM NEW.blocked_class
                       OR (OLD.state = 'REJECTED') <> (NEW.state = 'REJECTED'))
    EXECUTE FUNCTION move_dispatches();

INSERT INTO dispatch_day
SELECT a.received_on, s.unit, a.kind, a.source, coalesce(a.blocked_class, ''),
       count(*) FILTER (WHERE s.step = 'DISPATCHED'), count(*) FILTER (WHERE s.step = 'RETURNED')
  FROM appeal_step s
  JOIN appeal a ON a.id = s.appeal_id
 WHERE s.step IN ('DISPATCHED', 'RETURNED') AND a.state <> 'REJECTED'
 GROUP BY 1, 2, 3, 4, 5;

-- Closed in time is what was answered in time each time: a redo that is late is late.

ALTER TABLE appeal ADD COLUMN redo_late boolean NOT NULL DEFAULT false;
ALTER TABLE rate_day ADD COLUMN closed_in_time integer NOT NULL DEFAULT 0;

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
    RETURN NEW;
END $$;

UPDATE appeal AS a SET redo_late = true
 WHERE a.redo_due_at IS NOT NULL
   AND (SELECT min(s.at) FROM appeal_step s
         WHERE s.appeal_id = a.id AND s.step IN ('REPLIED', 'ANSWERED_DIRECTLY') AND s.at >= a.redo_started_at) > a.redo_due_at;

UPDATE rate_day SET closed_in_time = answered_in_time;
UPDATE rate_day AS r SET closed_in_time = r.closed_in_time - l.late
  FROM (SELECT received_on, coalesce(unit, '') AS unit, kind, source, coalesce(blocked_class, '') AS blocked_class, count(*)::int AS late
          FROM appeal
         WHERE state = 'CLOSED' AND redo_late AND replied_at <= solution_due_at
         GROUP BY 1, 2, 3, 4, 5) AS l
 WHERE (r.received_on, r.unit, r.kind, r.source, r.blocked_class) = (l.received_on, l.unit, l.kind, l.source, l.blocked_class);

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
            times * coalesce(extract(epoch FROM a.replied_at - a.received_at), 0))
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
CREATE INDEX appeal_open_counts_idx ON appeal (received_on)
    INCLUDE (unit, kind, source, state, contact_due_at, contacted_at, opinion_due_at, opinion_at, solution_due_at, replied_at,
             received_at, reached, solved, satisfied, redone, office_redone)
    WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_open_rates_idx;
