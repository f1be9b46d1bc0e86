package onestop.evaluation.counting;

/** What the tallies of coverage say, held against the services and the ratings that are stored. */
final class CoverageSql {
    private CoverageSql() {}

    /** Services by the day on which they were given: how many could be rated, and how many were, by a person. */
    static final String DIFFERENCES = """
            WITH served AS (
                 SELECT i.unit, f.matter, i.served_on AS day, i.window_code, i.officer, i.town, i.region_level, r.channel,
                        CASE WHEN r.id IS NULL THEN 0 ELSE 1 END AS rated
                   FROM invitation i
                   JOIN handled_file f ON f.receipt_number = i.receipt_number
                   LEFT JOIN rating r ON r.invitation_id = i.id AND r.follow_up_of IS NULL AND r.standing = 'COUNTED'
                                     AND r.replaced_at IS NULL AND NOT r.is_default
                  WHERE i.invited_at IS NOT NULL AND i.served_on BETWEEN :from AND :to),
            stored AS (
                 SELECT 'UNIT' AS slice, unit AS key, '' AS part, day, ARRAY[count(*), sum(rated)]::bigint[] AS counts
                   FROM served
                  GROUP BY unit, day
                 UNION ALL
                 SELECT 'ITEM', matter, unit, day, ARRAY[count(*), sum(rated)]::bigint[]
                   FROM served
                  WHERE matter IS NOT NULL
                  GROUP BY matter, unit, day
                 UNION ALL
                 SELECT s.slice, s.key, '', day, ARRAY[sum(s.invited), sum(rated)]::bigint[]
                   FROM served
                  CROSS JOIN LATERAL (VALUES ('WINDOW', window_code, 1), ('OFFICER', officer, 1), ('TOWN', town, 1),
                                             ('REGION_LEVEL', region_level, 1), ('CHANNEL', channel, 0))
                        AS s (slice, key, invited)
                  WHERE s.key IS NOT NULL
                  GROUP BY s.slice, s.key, day),
            counted AS (
                 SELECT 'UNIT' AS slice, unit AS key, '' AS part, day, ARRAY[sum(invited), sum(rated)]::bigint[] AS counts
                   FROM service_tally
                  WHERE day BETWEEN :from AND :to
                  GROUP BY unit, day
                 UNION ALL
                 SELECT 'ITEM', matter, unit, day, ARRAY[invited, rated]::bigint[]
                   FROM service_count
                  WHERE day BETWEEN :from AND :to
                 UNION ALL
                 SELECT slice, key, '', day, ARRAY[sum(invited), sum(rated)]::bigint[]
                   FROM service_slice_tally
                  WHERE day BETWEEN :from AND :to
                  GROUP BY slice, key, day),
            nothing AS (SELECT ARRAY[0, 0]::bigint[] AS counts)
            SELECT 'COVERAGE' AS span, slice, key, part, day,
                   coalesce(c.counts, n.counts) AS counted, coalesce(s.counts, n.counts) AS stored
              FROM counted c FULL JOIN stored s USING (slice, key, part, day) CROSS JOIN nothing n
             WHERE coalesce(c.counts, n.counts) <> coalesce(s.counts, n.counts)
             ORDER BY slice, key, part, day
             LIMIT :limit
            """;
}
