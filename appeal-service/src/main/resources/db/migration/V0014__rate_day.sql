-- What closed appeals add to the rates, by day of receipt: they are most of all appeals and no longer change, so rates over any
-- period read these sums and the open appeals only. An appeal that is opened again is taken out until it is closed again.

CREATE TABLE rate_day (
    received_on       date    NOT NULL,
    unit              text    NOT NULL,
    kind              text    NOT NULL,
    source            text    NOT NULL,
    received          bigint  NOT NULL,
    to_contact        bigint  NOT NULL,
    contacted_in_time bigint  NOT NULL,
    to_opine          bigint  NOT NULL,
    opined_in_time    bigint  NOT NULL,
    to_answer         bigint  NOT NULL,
    answered_in_time  bigint  NOT NULL,
    reached           bigint  NOT NULL,
    solved            bigint  NOT NULL,
    satisfied         bigint  NOT NULL,
    dispatched        bigint  NOT NULL,
    returned          bigint  NOT NULL,
    redone            bigint  NOT NULL,
    at_once           bigint  NOT NULL,
    handling_seconds  numeric NOT NULL,
    PRIMARY KEY (received_on, unit, kind, source)
);
CREATE INDEX rate_day_unit_idx ON rate_day (unit, received_on);

CREATE FUNCTION add_to_rates(a appeal, times integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO rate_day AS r
    VALUES (a.received_on, coalesce(a.unit, ''), a.kind, a.source, times,
            times * (a.contact_due_at IS NOT NULL)::int, times * coalesce(a.contacted_at <= a.contact_due_at, false)::int,
            times * (a.opinion_due_at IS NOT NULL)::int, times * coalesce(a.opinion_at <= a.opinion_due_at, false)::int,
            times, times * coalesce(a.replied_at <= a.solution_due_at, false)::int,
            times * coalesce(a.reached, false)::int,
            times * (coalesce(a.reached, false) AND coalesce(a.solved, false))::int,
            times * (coalesce(a.reached, false) AND coalesce(a.satisfied, false))::int,
            times * (a.dispatched_at IS NOT NULL)::int, times * (a.returns > 0)::int, times * a.redone::int,
            times * (a.returns = 0 AND NOT a.redone)::int,
            times * coalesce(extract(epoch FROM a.replied_at - a.received_at), 0))
        ON CONFLICT (received_on, unit, kind, source) DO UPDATE
       SET received = r.received + excluded.received, to_contact = r.to_contact + excluded.to_contact,
           contacted_in_time = r.contacted_in_time + excluded.contacted_in_time, to_opine = r.to_opine + excluded.to_opine,
           opined_in_time = r.opined_in_time + excluded.opined_in_time, to_answer = r.to_answer + excluded.to_answer,
           answered_in_time = r.answered_in_time + excluded.answered_in_time, reached = r.reached + excluded.reached,
           solved = r.solved + excluded.solved, satisfied = r.satisfied + excluded.satisfied,
           dispatched = r.dispatched + excluded.dispatched, returned = r.returned + excluded.returned,
           redone = r.redone + excluded.redone, at_once = r.at_once + excluded.at_once,
           handling_seconds = r.handling_seconds + excluded.handling_seconds
$$;

CREATE FUNCTION count_closed_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'CLOSED' AND NEW.state <> 'CLOSED' THEN
        PERFORM add_to_rates(OLD, -1);
    ELSIF NEW.state = 'CLOSED' AND (TG_OP = 'INSERT' OR OLD.state <> 'CLOSED') THEN
        PERFORM add_to_rates(NEW, 1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER appeal_counts_when_closed AFTER INSERT OR UPDATE OF state ON appeal
    FOR EACH ROW EXECUTE FUNCTION count_closed_appeal();

DO $$ BEGIN PERFORM add_to_rates(a, 1) FROM appeal a WHERE state = 'CLOSED'; END $$;

CREATE TRIGGER appeal_is_never_removed BEFORE DELETE ON appeal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_is_never_emptied BEFORE TRUNCATE ON appeal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX appeal_open_rates_idx ON appeal (received_on)
    INCLUDE (unit, kind, source, state, contact_due_at, contacted_at, opinion_due_at, opinion_at, solution_due_at, replied_at,
             received_at, reached, solved, satisfied, dispatched_at, returns, redone)
    WHERE state NOT IN ('CLOSED', 'REJECTED');
