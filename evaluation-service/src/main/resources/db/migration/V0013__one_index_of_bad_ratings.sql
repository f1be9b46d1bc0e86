-- One index of the bad ratings serves all slices. Each rating, good ones too, is held against the condition of every
-- partial index, so five of them cost all for the sake of few.
DROP INDEX rating_bad_window_idx;
DROP INDEX rating_bad_officer_idx;
DROP INDEX rating_bad_town_idx;
DROP INDEX rating_bad_region_level_idx;
DROP INDEX rating_bad_channel_idx;
CREATE INDEX rating_bad_idx ON rating (id) INCLUDE (window_code, officer, town, region_level, channel)
    WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED');
