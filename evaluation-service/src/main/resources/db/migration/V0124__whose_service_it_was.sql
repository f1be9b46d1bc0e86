-- Ratings of our services that other systems collected count under the officer, the town and the level of the service, and
-- under what their source named only where the service has none; what is stored is moved there.
--
-- Locks: nobody writes ratings until this is committed (reading goes on), so nothing counts or stops counting while it is
-- moved, and no other transaction holds rows of the tallies. Each statement is one pass, over the ratings of services or over
-- what is to be moved; most of the time goes into the indexes of the rows that change.
SET LOCAL lock_timeout = '1min';
LOCK TABLE rating IN SHARE ROW EXCLUSIVE MODE;

CREATE TEMPORARY TABLE misplaced ON COMMIT DROP AS
SELECT r.id, r.unit, r.standing, r.rated_on, r.level, r.channel, r.officer, r.town, r.region_level,
       s.officer AS right_officer, s.town AS right_town, s.region_level AS right_region_level
  FROM rating r
  JOIN invitation i ON i.id = r.invitation_id
 CROSS JOIN LATERAL (
       SELECT coalesce(i.officer, r.officer) AS officer,
              CASE WHEN i.town IS NULL AND i.region_level IS NULL THEN r.town ELSE i.town END AS town,
              CASE WHEN i.town IS NULL AND i.region_level IS NULL THEN r.region_level ELSE i.region_level END AS region_level
       ) AS s
 WHERE r.source IS NOT NULL AND r.follow_up_of IS NULL
   AND (r.officer, r.town, r.region_level) IS DISTINCT FROM (s.officer, s.town, s.region_level);
ANALYZE misplaced;

UPDATE rating r
   SET officer = m.right_officer, town = m.right_town, region_level = m.right_region_level
  FROM misplaced m
 WHERE r.id = m.id;

-- What those that count take away from one key of a slice and give to another.
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
SELECT m.id, s.slice, k.key, m.rated_on AS day, m.level, m.channel, k.by
  FROM misplaced m
 CROSS JOIN LATERAL (VALUES ('OFFICER', m.officer, m.right_officer), ('TOWN', m.town, m.right_town),
                            ('REGION_LEVEL', m.region_level, m.right_region_level)) AS s (slice, wrong, right_one)
 CROSS JOIN LATERAL (VALUES (s.wrong, -1), (s.right_one, 1)) AS k (key, by)
 WHERE m.standing = 'COUNTED' AND s.wrong IS DISTINCT FROM s.right_one AND k.key IS NOT NULL;

-- The tallies have a column for each level and for each level on each channel: their names are put together here.
DO $$
DECLARE
    names text;
    sums  text;
    added text;
BEGIN
    SELECT string_agg(name, ', '),
           string_agg(CASE WHEN channel IS NULL
                           THEN format('coalesce(sum(by) FILTER (WHERE level = %L), 0)', level)
                           ELSE format('sum(by) FILTER (WHERE level = %L AND channel = %L)', level, channel) END, ', '),
           string_agg(format(CASE WHEN channel IS NULL THEN '%1$s = t.%1$s + excluded.%1$s'
                                  ELSE '%1$s = coalesce(t.%1$s + excluded.%1$s, t.%1$s, excluded.%1$s)' END, name), ', ')
      INTO names, sums, added
      FROM (SELECT level, channel, lower(concat_ws('_', level, channel)) AS name
              FROM unnest(ARRAY['VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED'])
                   AS level
             CROSS JOIN unnest(ARRAY[NULL, 'PC', 'MOBILE', 'QR_CODE', 'HALL_TABLET', 'HALL_TERMINAL', 'PHONE', 'SMS',
                                     'SYSTEM_DEFAULT']) AS channel) AS columns;
    EXECUTE format('
        INSERT INTO rating_tally AS t (slice, key, part, day, shard, %s)
        SELECT slice, key, '''', day, 0, %s FROM moved GROUP BY slice, key, day ORDER BY slice, key, day
            ON CONFLICT (slice, key, part, day, shard) DO UPDATE SET %s', names, sums, added);
    EXECUTE format('
        INSERT INTO rating_month_tally AS t (slice, key, part, day, shard, %s)
        SELECT slice, key, '''', date_trunc(''month'', day)::date, 0, %s FROM moved GROUP BY 1, 2, 4 ORDER BY 1, 2, 4
            ON CONFLICT (slice, key, part, day, shard) DO UPDATE SET %s', names, sums, added);
END
$$;

-- What was rated beside the whole, by days and, from the same rows, by months.
WITH beside AS (
     SELECT m.slice, m.key, m.day, d.dimension,
            coalesce(sum(m.by) FILTER (WHERE d.level = 'VERY_SATISFIED'), 0) AS very_satisfied,
            coalesce(sum(m.by) FILTER (WHERE d.level = 'SATISFIED'), 0) AS satisfied,
            coalesce(sum(m.by) FILTER (WHERE d.level = 'BASICALLY_SATISFIED'), 0) AS basically_satisfied,
            coalesce(sum(m.by) FILTER (WHERE d.level = 'DISSATISFIED'), 0) AS dissatisfied,
            coalesce(sum(m.by) FILTER (WHERE d.level = 'VERY_DISSATISFIED'), 0) AS very_dissatisfied
       FROM moved m JOIN rating_dimension d ON d.rating_id = m.id
      GROUP BY m.slice, m.key, m.day, d.dimension),
days AS (
     INSERT INTO dimension_tally AS t (slice, key, day, dimension, shard, very_satisfied, satisfied, basically_satisfied,
            dissatisfied, very_dissatisfied)
     SELECT slice, key, day, dimension, 0, very_satisfied, satisfied, basically_satisfied, dissatisfied, very_dissatisfied
       FROM beside
         ON CONFLICT (slice, key, day, dimension, shard) DO UPDATE
        SET very_satisfied = t.very_satisfied + excluded.very_satisfied, satisfied = t.satisfied + excluded.satisfied,
            basically_satisfied = t.basically_satisfied + excluded.basically_satisfied,
            dissatisfied = t.dissatisfied + excluded.dissatisfied,
            very_dissatisfied = t.very_dissatisfied + excluded.very_dissatisfied)
INSERT INTO dimension_month_tally AS t (slice, key, day, dimension, shard, very_satisfied, satisfied, basically_satisfied,
       dissatisfied, very_dissatisfied)
SELECT slice, key, date_trunc('month', day)::date, dimension, 0, sum(very_satisfied), sum(satisfied),
       sum(basically_satisfied), sum(dissatisfied), sum(very_dissatisfied)
  FROM beside
 GROUP BY 1, 2, 3, 4
    ON CONFLICT (slice, key, day, dimension, shard) DO UPDATE
   SET very_satisfied = t.very_satisfied + excluded.very_satisfied, satisfied = t.satisfied + excluded.satisfied,
       basically_satisfied = t.basically_satisfied + excluded.basically_satisfied,
       dissatisfied = t.dissatisfied + excluded.dissatisfied,
       very_dissatisfied = t.very_dissatisfied + excluded.very_dissatisfied;

-- The units that officers worked for: those who were only named by mistake worked for none.
INSERT INTO rated_officer (officer, unit)
SELECT DISTINCT right_officer, unit FROM misplaced WHERE right_officer IS NOT NULL
    ON CONFLICT DO NOTHING;
DELETE FROM rated_officer o
 USING (SELECT DISTINCT officer, unit FROM misplaced WHERE officer IS DISTINCT FROM right_officer) AS m
 WHERE o.officer = m.officer AND o.unit = m.unit
   AND NOT EXISTS (SELECT FROM rating r WHERE r.officer = o.officer AND r.unit = o.unit);
