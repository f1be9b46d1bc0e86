-- What the indicators of a window, an officer, a town, a level or a channel need beside the tally.

-- The bad ratings of a slice lead to its orders. Good ratings, all but a few, pay nothing for these.
CREATE INDEX rating_bad_window_idx ON rating (window_code)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND window_code IS NOT NULL;
CREATE INDEX rating_bad_officer_idx ON rating (officer)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND officer IS NOT NULL;
CREATE INDEX rating_bad_town_idx ON rating (town)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND town IS NOT NULL;
CREATE INDEX rating_bad_region_level_idx ON rating (region_level)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND region_level IS NOT NULL;
CREATE INDEX rating_bad_channel_idx ON rating (channel)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED');
CREATE INDEX rectification_matter_idx ON rectification (matter, opened_on);

-- For whom an officer has worked when rated: a manager reads the figures of the own unit's officers.
CREATE TABLE rated_officer (
    officer text NOT NULL,
    unit    text NOT NULL,
    PRIMARY KEY (officer, unit)
);
CREATE INDEX rated_officer_unit_idx ON rated_officer (unit, officer);
INSERT INTO rated_officer SELECT DISTINCT officer, unit FROM rating WHERE officer IS NOT NULL;

-- Services of an item, and of a unit on a day without a row for each of its items.
CREATE INDEX service_count_matter_idx ON service_count (matter, day);
CREATE TABLE service_tally (
    unit    text     NOT NULL,
    day     date     NOT NULL,
    shard   smallint NOT NULL,
    invited bigint   NOT NULL DEFAULT 0,
    rated   bigint   NOT NULL DEFAULT 0,
    PRIMARY KEY (unit, day, shard)
) WITH (fillfactor = 70);
INSERT INTO service_tally SELECT unit, day, 0, sum(invited), sum(rated) FROM service_count GROUP BY unit, day;

-- The auditor's recount of a period. Ratings lie in the table about in the order of their days.
CREATE INDEX rating_rated_on_idx ON rating USING brin (rated_on) WITH (pages_per_range = 32);
