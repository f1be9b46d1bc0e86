-- A calendar that is new or amended moves the due times of running appeals in batches. This row is there from when the calendar is stored
-- until all have moved, those too that a replica has counted on the older one before it took over the new one: for them there is a
-- second round.
CREATE TABLE calendar_move (
    only_row  boolean     PRIMARY KEY DEFAULT true CONSTRAINT calendar_move_single CHECK (only_row),
    first_day date        NOT NULL,
    round     smallint    NOT NULL CONSTRAINT calendar_move_round_known CHECK (round IN (1, 2)),
    -- The last appeal that has moved in this round.
    after_id  uuid,
    settle_at timestamptz NOT NULL
);
CREATE INDEX appeal_running_idx ON appeal (id) WHERE next_due_at IS NOT NULL;
