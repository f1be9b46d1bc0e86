-- What needs attention is also what was not accepted and is not redone yet, and, for the office and the leading group only, what points
-- to a breach of discipline. No rewrite of the table: the column keeps what it holds and is filled by a trigger from now on.

ALTER TABLE appeal ADD COLUMN clue_at timestamptz;
ALTER TABLE appeal ALTER COLUMN attention_at DROP EXPRESSION;

CREATE FUNCTION appeal_attention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.attention_at := CASE WHEN NEW.state = 'CALLED_BACK' AND NEW.reached AND NOT (NEW.solved AND NEW.satisfied)
                             THEN NEW.called_back_at ELSE NEW.next_due_at END;
    IF NEW.discipline_clue AND NEW.clue_at IS NULL THEN
        NEW.clue_at := now();
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appeal_attention_follows BEFORE INSERT OR UPDATE ON appeal FOR EACH ROW EXECUTE FUNCTION appeal_attention();

-- Every open appeal is looked at once: each clock has its levels now, also one that is not the next to run out.
UPDATE appeal SET look_at = '-infinity' WHERE state NOT IN ('CLOSED', 'REJECTED');
UPDATE appeal AS a SET clue_at = s.at
  FROM (SELECT appeal_id, min(at) AS at FROM appeal_step WHERE step = 'DISCIPLINE_CLUE' GROUP BY appeal_id) AS s
 WHERE a.id = s.appeal_id;

CREATE INDEX appeal_not_accepted_idx ON appeal (attention_at, id) WHERE state = 'CALLED_BACK' AND attention_at IS NOT NULL;
CREATE INDEX appeal_unit_not_accepted_idx ON appeal (unit, attention_at, id)
    WHERE state = 'CALLED_BACK' AND attention_at IS NOT NULL;
CREATE INDEX appeal_clue_idx ON appeal (clue_at, id) WHERE clue_at IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED');
-- The leading group's view reads nothing but an index.
CREATE INDEX appeal_live_idx ON appeal (unit, state, profile, next_due_at)
    INCLUDE (reached, solved, satisfied, redo_failed, discipline_clue) WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_open_by_profile_idx;
