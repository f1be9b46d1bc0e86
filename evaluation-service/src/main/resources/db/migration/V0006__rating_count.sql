-- Counters kept in the transaction of what they count, so that an indicator is exact at any moment and never a scan of
-- the ratings. A level per column: one row a day, not five.

CREATE TABLE rating_count (
    unit                text   NOT NULL,
    matter              text   NOT NULL,
    channel             text   NOT NULL,
    day                 date   NOT NULL,
    very_satisfied      bigint NOT NULL DEFAULT 0,
    satisfied           bigint NOT NULL DEFAULT 0,
    basically_satisfied bigint NOT NULL DEFAULT 0,
    dissatisfied        bigint NOT NULL DEFAULT 0,
    very_dissatisfied   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (unit, day, matter, channel)
) WITH (fillfactor = 80);
CREATE INDEX rating_count_day_idx ON rating_count (day);

-- Services by the day on which they were given: how many could be rated, and how many of those were, by a person.
CREATE TABLE service_count (
    unit    text   NOT NULL,
    matter  text   NOT NULL,
    day     date   NOT NULL,
    invited bigint NOT NULL DEFAULT 0,
    rated   bigint NOT NULL DEFAULT 0,
    CONSTRAINT service_count_rated_were_invited CHECK (rated BETWEEN 0 AND invited),
    PRIMARY KEY (unit, day, matter)
) WITH (fillfactor = 80);
CREATE INDEX service_count_day_idx ON service_count (day);
