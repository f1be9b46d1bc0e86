-- What was rated beside the whole, added up as the ratings are: a row per slice, key, day and dimension, and the same of
-- whole months by their first day. Few raters answer these, and no partner sends them.
CREATE TABLE dimension_tally (
    slice               text     NOT NULL CONSTRAINT dimension_tally_slice_known CHECK (slice IN
                                 ('UNIT', 'ITEM', 'WINDOW', 'OFFICER', 'TOWN', 'REGION_LEVEL', 'CHANNEL')),
    key                 text     NOT NULL,
    day                 date     NOT NULL,
    dimension           text     NOT NULL CONSTRAINT dimension_tally_dimension_known CHECK (dimension IN
                                 ('EFFICIENCY', 'GUIDE_ACCURACY', 'CONVENIENCE', 'PLATFORM_OPERABILITY',
                                  'SERVICE_EFFICIENCY', 'SERVICE_LEVEL', 'SERVICE_ATTITUDE')),
    shard               smallint NOT NULL,
    very_satisfied      integer  NOT NULL,
    satisfied           integer  NOT NULL,
    basically_satisfied integer  NOT NULL,
    dissatisfied        integer  NOT NULL,
    very_dissatisfied   integer  NOT NULL,
    PRIMARY KEY (slice, key, day, dimension, shard)
) WITH (fillfactor = 70);
CREATE TABLE dimension_month_tally (LIKE dimension_tally INCLUDING ALL) WITH (fillfactor = 70);
ALTER TABLE dimension_month_tally
    ADD CONSTRAINT dimension_month_tally_first_of_month CHECK (extract(day FROM day) = 1);

INSERT INTO dimension_tally
SELECT s.slice, s.key, r.rated_on, d.dimension, 0,
       count(*) FILTER (WHERE d.level = 'VERY_SATISFIED'), count(*) FILTER (WHERE d.level = 'SATISFIED'),
       count(*) FILTER (WHERE d.level = 'BASICALLY_SATISFIED'), count(*) FILTER (WHERE d.level = 'DISSATISFIED'),
       count(*) FILTER (WHERE d.level = 'VERY_DISSATISFIED')
  FROM rating_dimension d
  JOIN rating r ON r.id = d.rating_id
 CROSS JOIN LATERAL (VALUES ('UNIT', r.unit), ('ITEM', r.item), ('WINDOW', r.window_code), ('OFFICER', r.officer),
                            ('TOWN', r.town), ('REGION_LEVEL', r.region_level), ('CHANNEL', r.channel)) AS s (slice, key)
 WHERE s.key IS NOT NULL AND r.standing = 'COUNTED' AND r.follow_up_of IS NULL
 GROUP BY s.slice, s.key, r.rated_on, d.dimension;

INSERT INTO dimension_month_tally
SELECT slice, key, date_trunc('month', day)::date, dimension, 0, sum(very_satisfied), sum(satisfied),
       sum(basically_satisfied), sum(dissatisfied), sum(very_dissatisfied)
  FROM dimension_tally
 GROUP BY slice, key, date_trunc('month', day), dimension;
