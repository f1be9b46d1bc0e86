-- How much is open, by who holds it and in which state: kept instead of counted each time the leading group looks. Each change is
-- noted in its own transaction, as a row that nobody else waits for, and folded into the sums later; sums and notes together are
-- what is open at any moment. Which other appeal one is joined to only matters until it is answered: that one tells who holds it.

LOCK TABLE appeal IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE open_load (
    unit      text,
    state     text    NOT NULL,
    joined_to uuid,
    open      integer NOT NULL,
    CONSTRAINT open_load_once UNIQUE NULLS NOT DISTINCT (unit, state, joined_to)
);

CREATE TABLE open_load_change (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit      text,
    state     text    NOT NULL,
    joined_to uuid,
    open      integer NOT NULL
);

CREATE FUNCTION note_open_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state NOT IN ('CLOSED', 'REJECTED') THEN
        INSERT INTO open_load_change (unit, state, joined_to, open)
        VALUES (OLD.unit, OLD.state, CASE WHEN OLD.state = 'RECEIVED' THEN OLD.joined_to END, -1);
    END IF;
    IF NEW.state NOT IN ('CLOSED', 'REJECTED') THEN
        INSERT INTO open_load_change (unit, state, joined_to, open)
        VALUES (NEW.unit, NEW.state, CASE WHEN NEW.state = 'RECEIVED' THEN NEW.joined_to END, 1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER appeal_notes_open_load AFTER INSERT ON appeal FOR EACH ROW EXECUTE FUNCTION note_open_load();
CREATE TRIGGER appeal_moves_open_load AFTER UPDATE OF unit, state, joined_to ON appeal
    FOR EACH ROW WHEN ((OLD.unit, OLD.state, OLD.joined_to) IS DISTINCT FROM (NEW.unit, NEW.state, NEW.joined_to))
    EXECUTE FUNCTION note_open_load();

INSERT INTO open_load (unit, state, joined_to, open)
SELECT unit, state, CASE WHEN state = 'RECEIVED' THEN joined_to END, count(*)
  FROM appeal
 WHERE state NOT IN ('CLOSED', 'REJECTED')
 GROUP BY 1, 2, 3;

DROP INDEX appeal_open_load_idx;
