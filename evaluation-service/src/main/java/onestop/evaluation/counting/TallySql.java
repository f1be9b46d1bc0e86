package onestop.evaluation.counting;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;

/**
 * How ratings become rows of the tallies, in one place: the columns follow the levels and the channels. Whoever writes
 * changes the days first, then the months, each in the order of the table's key.
 */
public final class TallySql {
    private static final List<Level> LEVELS = List.of(Level.values());
    private static final List<Channel> CHANNELS = List.of(Channel.values());

    private TallySql() {}

    /** A tally by the length of what its rows hold. */
    enum Span {
        DAY("rating_tally", "%s"),
        MONTH("rating_month_tally", "date_trunc('month', %s)::date");

        private final String table;
        private final String first;

        Span(String table, String first) {
            this.table = table;
            this.first = first;
        }

        /** The day under which something of a day is counted. */
        private String first(String day) {
            return first.formatted(day);
        }
    }

    /** The slices of one rating: name, key, part, and whether the shards are used. */
    private static final String SLICES = """
            (VALUES ('UNIT', r.unit, '', 1), ('ITEM', r.item, r.unit, 0), ('WINDOW', r.window_code, '', 0),
                    ('OFFICER', r.officer, '', 0), ('TOWN', r.town, '', 1), ('REGION_LEVEL', r.region_level, '', 1),
                    ('CHANNEL', r.channel, '', 1)) AS s (slice, key, part, spread)""";

    private static final String ADDED = Stream.concat(
                    LEVELS.stream().map(TallySql::column).map("%1$s = t.%1$s + excluded.%1$s"::formatted),
                    cells().map("%1$s = coalesce(t.%1$s + excluded.%1$s, t.%1$s, excluded.%1$s)"::formatted))
            .collect(Collectors.joining(", "));

    /** Adds ratings to the tally of every slice. Parameters: {@code :ratings}, {@code :by}, 1 or -1, and {@code :shard}. */
    static String add(Span span) {
        return added(span, "s.key IS NOT NULL", """
                SELECT unit, item, window_code, officer, town, region_level, channel, level, rated_on, :by::integer AS by
                  FROM rating WHERE id = ANY (:ratings) AND follow_up_of IS NULL""");
    }

    /**
     * Takes a rating from one unit and gives it to another, all rows in one order. Parameters: {@code :rating}, {@code :from},
     * {@code :to}, {@code :shard}.
     */
    static String move(Span span) {
        return added(span, "s.slice IN ('UNIT', 'ITEM')", """
                SELECT u.unit, item, window_code, officer, town, region_level, channel, level, rated_on, u.by
                  FROM rating CROSS JOIN (VALUES (:from, -1), (:to, 1)) AS u (unit, by)
                 WHERE id = :rating""");
    }

    private static String added(Span span, String slices, String ratings) {
        return """
                INSERT INTO %1$s AS t (slice, key, part, day, shard, %2$s)
                SELECT s.slice, s.key, s.part, %3$s, s.spread * :shard, %4$s
                  FROM (%5$s) r
                 CROSS JOIN LATERAL %6$s
                 WHERE %7$s
                 GROUP BY 1, 2, 3, 4, 5
                 ORDER BY 1, 2, 3, 4, 5
                    ON CONFLICT (slice, key, part, day, shard) DO UPDATE SET %8$s
                """.formatted(
                        span.table,
                        columns(UnaryOperator.identity()),
                        span.first("r.rated_on"),
                        of("coalesce(sum(r.by) FILTER (WHERE %s), 0)", "sum(r.by) FILTER (WHERE %s)"),
                        ratings,
                        SLICES,
                        slices,
                        ADDED);
    }

    /**
     * Adds sums of days to the tallies, handed over once: the days, and behind them, as a part of the same statement that
     * runs last, the months. A parameter, an array, for each column by its name.
     */
    static final String ADD_SUMS = """
            WITH given AS MATERIALIZED (
                 SELECT slice, key, part, day, shard, position, %2$s
                   FROM unnest(:slice::text[], :key::text[], :part::text[], :day::date[], :shard::smallint[], %3$s)
                        WITH ORDINALITY AS s (slice, key, part, day, shard, %1$s, position)),
            months AS (
                 INSERT INTO rating_month_tally AS t (slice, key, part, day, shard, %1$s)
                 SELECT slice, key, part, date_trunc('month', day)::date, shard, %4$s
                   FROM given
                  GROUP BY 1, 2, 3, 4, 5
                  ORDER BY 1, 2, 3, 4, 5
                     ON CONFLICT (slice, key, part, day, shard) DO UPDATE SET %5$s)
            INSERT INTO rating_tally AS t (slice, key, part, day, shard, %1$s)
            SELECT slice, key, part, day, shard, %1$s
              FROM given
             ORDER BY position
                ON CONFLICT (slice, key, part, day, shard) DO UPDATE SET %5$s
            """.formatted(
            columns(UnaryOperator.identity()),
            Stream.concat(LEVELS.stream().map(TallySql::column), cells().map("nullif(%1$s, 0) AS %1$s"::formatted))
                    .collect(Collectors.joining(", ")),
            columns(":%s::integer[]"::formatted),
            columns("sum(%s)"::formatted),
            ADDED);

    private static final String DIMENSIONS_ADDED = LEVELS.stream()
            .map(TallySql::column)
            .map("%1$s = t.%1$s + excluded.%1$s"::formatted)
            .collect(Collectors.joining(", "));

    /** Adds what ratings say beside the whole. Parameters as of {@link #add}. */
    static final String ADD_DIMENSIONS = dimensionsAdded("s.key IS NOT NULL", """
            SELECT id, unit, item, window_code, officer, town, region_level, channel, rated_on, :by::integer AS by
              FROM rating WHERE id = ANY (:ratings) AND follow_up_of IS NULL""");

    /** Takes what a rating says beside the whole from one unit and gives it to another. Parameters as of {@link #move}. */
    static final String MOVE_DIMENSIONS = dimensionsAdded("s.slice = 'UNIT'", """
            SELECT id, u.unit, item, window_code, officer, town, region_level, channel, rated_on, u.by
              FROM rating CROSS JOIN (VALUES (:from, -1), (:to, 1)) AS u (unit, by)
             WHERE id = :rating""");

    /** The days first; the months are a part of the same statement that runs last. */
    private static String dimensionsAdded(String slices, String ratings) {
        return """
                WITH given AS MATERIALIZED (
                     SELECT s.slice, s.key, r.rated_on AS day, d.dimension, s.spread * :shard AS shard, %2$s
                       FROM (%3$s) r
                       JOIN rating_dimension d ON d.rating_id = r.id
                      CROSS JOIN LATERAL %4$s
                      WHERE %5$s
                      GROUP BY 1, 2, 3, 4, 5),
                months AS (
                     INSERT INTO dimension_month_tally AS t (slice, key, day, dimension, shard, %1$s)
                     SELECT slice, key, date_trunc('month', day)::date, dimension, shard, %6$s
                       FROM given
                      GROUP BY 1, 2, 3, 4, 5
                      ORDER BY 1, 2, 3, 4, 5
                         ON CONFLICT (slice, key, day, dimension, shard) DO UPDATE SET %7$s)
                INSERT INTO dimension_tally AS t (slice, key, day, dimension, shard, %1$s)
                SELECT slice, key, day, dimension, shard, %1$s
                  FROM given
                 ORDER BY 1, 2, 3, 4, 5
                    ON CONFLICT (slice, key, day, dimension, shard) DO UPDATE SET %7$s
                """.formatted(
                        levels("%s"),
                        LEVELS.stream()
                                .map(level -> "coalesce(sum(r.by) FILTER (WHERE d.level = '%s'), 0) AS %s"
                                        .formatted(level, column(level)))
                                .collect(Collectors.joining(", ")),
                        ratings,
                        SLICES,
                        slices,
                        levels("sum(%s)"),
                        DIMENSIONS_ADDED);
    }

    private static String levels(String text) {
        return LEVELS.stream().map(TallySql::column).map(text::formatted).collect(Collectors.joining(", "));
    }

    /** The same of what was rated beside the whole; the part is the dimension. Parameters as of {@link #DIFFERENCES}. */
    static final String DIMENSION_DIFFERENCES = """
            WITH counted AS (
                 SELECT 'DIMENSION_DAY' AS span, slice, key, dimension, day, ARRAY[%1$s]::bigint[] AS counts
                   FROM dimension_tally
                  WHERE day BETWEEN :from AND :to
                  GROUP BY slice, key, dimension, day
                 UNION ALL
                 SELECT 'DIMENSION_MONTH', slice, key, dimension, day, ARRAY[%1$s]::bigint[]
                   FROM dimension_month_tally
                  WHERE day BETWEEN date_trunc('month', :from::date) AND :to
                  GROUP BY slice, key, dimension, day),
            stored AS (
                 SELECT 'DIMENSION_DAY' AS span, s.slice, s.key, d.dimension, r.rated_on AS day, ARRAY[%2$s]::bigint[] AS counts
                   FROM rating r
                   JOIN rating_dimension d ON d.rating_id = r.id
                  CROSS JOIN LATERAL %3$s
                  WHERE r.standing = 'COUNTED' AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to
                    AND s.key IS NOT NULL
                  GROUP BY s.slice, s.key, d.dimension, r.rated_on
                 UNION ALL
                 SELECT 'DIMENSION_MONTH', slice, key, dimension, date_trunc('month', day)::date, ARRAY[%1$s]::bigint[]
                   FROM dimension_tally
                  WHERE day >= date_trunc('month', :from::date)
                    AND day < date_trunc('month', :to::date) + interval '1 month'
                  GROUP BY 1, 2, 3, 4, 5),
            nothing AS (SELECT array_fill(0::bigint, ARRAY[%4$d]) AS counts)
            SELECT span, slice, key, dimension AS part, day,
                   coalesce(c.counts, n.counts) AS counted, coalesce(s.counts, n.counts) AS stored
              FROM counted c FULL JOIN stored s USING (span, slice, key, dimension, day) CROSS JOIN nothing n
             WHERE coalesce(c.counts, n.counts) <> coalesce(s.counts, n.counts)
             ORDER BY span, slice, key, dimension, day
             LIMIT :limit
            """.formatted(
                    levels("coalesce(sum(%s), 0)"),
                    LEVELS.stream()
                            .map("count(*) FILTER (WHERE d.level = '%s')"::formatted)
                            .collect(Collectors.joining(", ")),
                    SLICES,
                    LEVELS.size());

    /**
     * Rows of the tally that differ from the ratings: of days, and of months held against the days. Parameters:
     * {@code :from}, {@code :to}, {@code :limit}.
     */
    static final String DIFFERENCES = """
            WITH counted AS (
                 SELECT 'DAY' AS span, slice, key, part, day, ARRAY[%1$s]::bigint[] AS counts
                   FROM rating_tally
                  WHERE day BETWEEN :from AND :to
                  GROUP BY slice, key, part, day
                 UNION ALL
                 SELECT 'MONTH', slice, key, part, day, ARRAY[%1$s]::bigint[]
                   FROM rating_month_tally
                  WHERE day BETWEEN date_trunc('month', :from::date) AND :to
                  GROUP BY slice, key, part, day),
            stored AS (
                 SELECT 'DAY' AS span, s.slice, s.key, s.part, r.rated_on AS day, ARRAY[%2$s]::bigint[] AS counts
                   FROM rating r
                  CROSS JOIN LATERAL %3$s
                  WHERE r.standing = 'COUNTED' AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to
                    AND s.key IS NOT NULL
                  GROUP BY s.slice, s.key, s.part, r.rated_on
                 UNION ALL
                 SELECT 'MONTH', slice, key, part, date_trunc('month', day)::date, ARRAY[%1$s]::bigint[]
                   FROM rating_tally
                  WHERE day >= date_trunc('month', :from::date)
                    AND day < date_trunc('month', :to::date) + interval '1 month'
                  GROUP BY 1, 2, 3, 4, 5),
            nothing AS (SELECT array_fill(0::bigint, ARRAY[%4$d]) AS counts)
            SELECT span, slice, key, part, day,
                   coalesce(c.counts, n.counts) AS counted, coalesce(s.counts, n.counts) AS stored
              FROM counted c FULL JOIN stored s USING (span, slice, key, part, day) CROSS JOIN nothing n
             WHERE coalesce(c.counts, n.counts) <> coalesce(s.counts, n.counts)
             ORDER BY span, slice, key, part, day
             LIMIT :limit
            """.formatted(
                    columns("coalesce(sum(%s), 0)"::formatted),
                    of("count(*) FILTER (WHERE %s)", "count(*) FILTER (WHERE %s)"),
                    SLICES,
                    LEVELS.size() * (1 + CHANNELS.size()));

    /** The columns of the levels, and of each level on each channel. */
    public static final List<String> SUMS =
            LEVELS.stream().map(TallySql::column).toList();

    public static final List<String> CELLS = cells().toList();

    /** The sums of all {@link #CELLS}, each under its own name. */
    public static final String CELL_SUMS =
            cells().map("coalesce(sum(%1$s), 0) AS %1$s"::formatted).collect(Collectors.joining(", "));

    /** The sums of the levels, each under its own name. */
    public static final String LEVEL_SUMS =
            SUMS.stream().map("coalesce(sum(%1$s), 0) AS %1$s"::formatted).collect(Collectors.joining(", "));

    /** All {@link #CELLS} counted of ratings {@code r}. */
    public static final String CELL_COUNTS = LEVELS.stream()
            .flatMap(level -> CHANNELS.stream()
                    .map(channel -> "count(*) FILTER (WHERE r.level = '%s' AND r.channel = '%s') AS %s"
                            .formatted(level, channel, column(level, channel))))
            .collect(Collectors.joining(", "));

    /** The column of a level, and of a level on a channel. */
    public static String column(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    public static String column(Level level, Channel channel) {
        return column(level) + "_" + channel.name().toLowerCase(Locale.ROOT);
    }

    private static Stream<String> cells() {
        return LEVELS.stream().flatMap(level -> CHANNELS.stream().map(channel -> column(level, channel)));
    }

    /** All columns of counts, in the order of the table. */
    private static String columns(UnaryOperator<String> text) {
        return Stream.concat(LEVELS.stream().map(TallySql::column), cells())
                .map(text)
                .collect(Collectors.joining(", "));
    }

    /** What each column holds of ratings {@code r}; the texts are formatted with the condition of a level, or of a cell. */
    private static String of(String ofLevel, String ofCell) {
        return Stream.concat(
                        LEVELS.stream().map("r.level = '%s'"::formatted).map(ofLevel::formatted),
                        LEVELS.stream()
                                .flatMap(level -> CHANNELS.stream()
                                        .map(channel ->
                                                "r.level = '%s' AND r.channel = '%s'".formatted(level, channel)))
                                .map(ofCell::formatted))
                .collect(Collectors.joining(", "));
    }
}
