-- What is joined and waits is counted with the unit that handles both; rates of open appeals and the leading group's view still read
-- nothing but an index, and look up the other appeal of joined ones alone.
CREATE INDEX appeal_open_rates_idx ON appeal (received_on)
    INCLUDE (unit, kind, source, state, contact_due_at, contacted_at, opinion_due_at, opinion_at, solution_due_at, replied_at,
             answered_at, received_at, reached, solved, satisfied, redone, office_redone, joined_to)
    WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_open_figures_idx;

CREATE INDEX appeal_leading_idx ON appeal (unit, state, profile, next_due_at)
    INCLUDE (reached, solved, satisfied, redo_failed, discipline_clue, joined_to) WHERE state NOT IN ('CLOSED', 'REJECTED');
DROP INDEX appeal_live_idx;
