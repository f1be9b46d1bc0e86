-- Who declines several appeals at once moves the sums of several days, in the order of the appeals: one after the other, so that two of
-- them never wait for each other's days. A dispatch or a return alone touches one day and waits for nothing afterwards.
CREATE OR REPLACE FUNCTION move_dispatches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('appeal-dispatches'));
    IF OLD.state <> 'REJECTED' THEN
        PERFORM add_to_dispatches(OLD, -1);
    END IF;
    IF NEW.state <> 'REJECTED' THEN
        PERFORM add_to_dispatches(NEW, 1);
    END IF;
    RETURN NULL;
END $$;
