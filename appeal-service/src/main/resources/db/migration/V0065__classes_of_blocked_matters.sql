-- Rules for dispatching and rates know the classes of blocked matters (办不成事).

ALTER TABLE dispatch_rule
    ADD COLUMN blocked_class text,
    DROP CONSTRAINT dispatch_rule_asks_something,
    ADD CONSTRAINT dispatch_rule_asks_something
        CHECK (num_nonnulls(kind, blocked_class, item_code, region_code, about_unit) > 0),
    ADD CONSTRAINT dispatch_rule_class_of_blocked_matter
        CHECK (blocked_class IS NULL OR kind IS NULL OR kind = 'BLOCKED_MATTER');
DROP INDEX dispatch_rule_once;
CREATE UNIQUE INDEX dispatch_rule_once ON dispatch_rule (kind, blocked_class, item_code, region_code, about_unit)
    NULLS NOT DISTINCT WHERE ended_at IS NULL;

-- No appeal is closed while the sums are told apart anew. Of kinds other than BLOCKED_MATTER the class is empty.
LOCK TABLE appeal IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE rate_day ADD COLUMN blocked_class text NOT NULL DEFAULT '';
ALTER TABLE rate_day DROP CONSTRAINT rate_day_pkey, ADD PRIMARY KEY (received_on, unit, kind, source, blocked_class);

CREATE OR REPLACE FUNCTION add_to_rates(a appeal, times integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO rate_day AS r (received_on, unit, kind, source, blocked_class, received, to_contact, contacted_in_time,
                               to_opine, opined_in_time, to_answer, answered_in_time, reached, solved, satisfied, dispatched,
                               returned, redone, at_once, handling_seconds)
    VALUES (a.received_on, coalesce(a.unit, ''), a.kind, a.source, coalesce(a.blocked_class, ''), times,
            times * (a.contact_due_at IS NOT NULL)::int, times * coalesce(a.contacted_at <= a.contact_due_at, false)::int,
            times * (a.opinion_due_at IS NOT NULL)::int, times * coalesce(a.opinion_at <= a.opinion_due_at, false)::int,
            times, times * coalesce(a.replied_at <= a.solution_due_at, false)::int,
            times * coalesce(a.reached, false)::int,
            times * (coalesce(a.reached, false) AND coalesce(a.solved, false))::int,
            times * (coalesce(a.reached, false) AND coalesce(a.satisfied, false))::int,
            times * (a.dispatched_at IS NOT NULL)::int, times * (a.returns > 0)::int, times * a.redone::int,
            times * (a.returns = 0 AND NOT a.redone)::int,
            times * coalesce(extract(epoch FROM a.replied_at - a.received_at), 0))
        ON CONFLICT (received_on, unit, kind, source, blocked_class) DO UPDATE
       SET received = r.received + excluded.received, to_contact = r.to_contact + excluded.to_contact,
           contacted_in_time = r.contacted_in_time + excluded.contacted_in_time, to_opine = r.to_opine + excluded.to_opine,
           opined_in_time = r.opined_in_time + excluded.opined_in_time, to_answer = r.to_answer + excluded.to_answer,
           answered_in_time = r.answered_in_time + excluded.answered_in_time, reached = r.reached + excluded.reached,
           solved = r.solved + excluded.solved, satisfied = r.satisfied + excluded.satisfied,
           dispatched = r.dispatched + excluded.dispatched, returned = r.returned + excluded.returned,
           redone = r.redone + excluded.redone, at_once = r.at_once + excluded.at_once,
           handling_seconds = r.handling_seconds + excluded.handling_seconds
$$;

DELETE FROM rate_day WHERE kind = 'BLOCKED_MATTER';
DO $$ BEGIN PERFORM add_to_rates(a, 1) FROM appeal a WHERE state = 'CLOSED' AND kind = 'BLOCKED_MATTER'; END $$;

-- Open ones are few; of blocked matters fewer.
CREATE INDEX appeal_open_blocked_idx ON appeal (blocked_class, received_on)
    WHERE state NOT IN ('CLOSED', 'REJECTED') AND kind = 'BLOCKED_MATTER';
