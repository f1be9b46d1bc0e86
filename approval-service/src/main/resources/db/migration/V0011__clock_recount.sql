-- A changed calendar asks for all running clocks to be counted anew; the row keeps how far that is, so that any replica goes on with it.

CREATE TABLE clock_recount (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    because      text        NOT NULL,
    -- When the next round is due; null: at once.
    not_before   timestamptz,
    -- Twice: another replica may count with the old days until it has read the new ones.
    rounds_left  smallint    NOT NULL DEFAULT 2 CONSTRAINT clock_recount_rounds_not_negative CHECK (rounds_left >= 0),
    passed_by    boolean     NOT NULL DEFAULT false,
    -- The last case that was looked at, in the order of approval_case_desk_idx.
    unit         text        NOT NULL DEFAULT '',
    queue_rank   smallint    NOT NULL DEFAULT -1,
    urgent_on    date        NOT NULL DEFAULT '1970-01-01',
    case_number  text        NOT NULL DEFAULT '',
    cases_moved  integer     NOT NULL DEFAULT 0,
    finished_at  timestamptz
);
COMMENT ON TABLE clock_recount IS 'Changed calendars, and how far the clocks have been counted anew.';
CREATE INDEX clock_recount_unfinished_idx ON clock_recount (id) WHERE finished_at IS NULL;
