-- What was rated before a day, added up for each fifth day of the months, so that a ranking over any period reads two rows of
-- a key and the days at both ends, however long the period is. Filled from the tallies, behind what comes in.

-- The last day not after the given one up to which ratings are added up: the 1st, 6th, 11th, 16th, 21st and 26th.
CREATE FUNCTION tally_step(day date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN day - (extract(day FROM day)::integer - 1) + least((extract(day FROM day)::integer - 1) / 5 * 5, 25);

CREATE TABLE rating_tally_before (
    day                 date   NOT NULL CONSTRAINT rating_tally_before_step CHECK (day = tally_step(day)),
    slice               text   NOT NULL,
    key                 text   NOT NULL,
    very_satisfied      bigint NOT NULL,
    satisfied           bigint NOT NULL,
    basically_satisfied bigint NOT NULL,
    dissatisfied        bigint NOT NULL,
    very_dissatisfied   bigint NOT NULL,
    very_satisfied_system_default      bigint NOT NULL,
    satisfied_system_default           bigint NOT NULL,
    basically_satisfied_system_default bigint NOT NULL,
    dissatisfied_system_default        bigint NOT NULL,
    very_dissatisfied_system_default   bigint NOT NULL,
    PRIMARY KEY (day, slice, key)
);
COMMENT ON TABLE rating_tally_before IS
    'Sums of rating_tally of all days before a day. They hold up to the day that rating_tally_settled tells; later rows are old.';

-- Whoever changes a tally of an earlier day takes this back to the step of that day, under the shared lock that is held
-- until the end of the transaction; who adds up takes the same lock alone.
CREATE TABLE rating_tally_settled (
    single     boolean     PRIMARY KEY DEFAULT true CONSTRAINT rating_tally_settled_single CHECK (single),
    before     date        NOT NULL CONSTRAINT rating_tally_settled_step CHECK (before = tally_step(before)),
    lowered_at timestamptz NOT NULL
);
INSERT INTO rating_tally_settled (before, lowered_at) VALUES ('0001-01-01', now());
