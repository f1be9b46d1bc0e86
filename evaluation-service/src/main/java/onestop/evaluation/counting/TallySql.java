package onestop.evaluation.counting;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Slice;

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

    /**
     * A slice of ratings {@code r}.
     *
     * @param spread 1 where the shards are used, else 0
     */
    private record Sliced(Slice slice, String key, String part, int spread) {}

    private static final String NO_PART = "''";
    private static final List<Sliced> SLICED = List.of(
            new Sliced(Slice.UNIT, "r.unit", NO_PART, 1),
            new Sliced(Slice.ITEM, "r.item", "r.unit", 0),
            new Sliced(Slice.WINDOW, "r.window_code", NO_PART, 0),
            new Sliced(Slice.OFFICER, "r.officer", NO_PART, 0),
            new Sliced(Slice.TOWN, "r.town", NO_PART, 1),
            new Sliced(Slice.REGION_LEVEL, "r.region_level", NO_PART, 1),
            new Sliced(Slice.CHANNEL, "r.channel", NO_PART, 1));

    /** The slices of one rating: name, key, part, and whether the shards are used. */
    private static final String SLICES = SLICED.stream()
            .map(one -> "('%s', %s, %s, %d)".formatted(one.slice(), one.key(), one.part(), one.spread()))
            .collect(Collectors.joining(", ", "(VALUES ", ") AS s (slice, key, part, spread)"));

    /** Ratings of a period that count, by slice, key, part, day, level and channel: a pass for each slice costs a fraction of one for all. */
    private static final String COUNTED_BY_SLICE = SLICED.stream()
            .map(one -> """
                    SELECT '%s' AS slice, %s AS key, %s AS part, r.rated_on AS day, r.level, r.channel, count(*) AS ratings
                      FROM rating r
                     WHERE r.standing = 'COUNTED' AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to
                       AND %2$s IS NOT NULL
                     GROUP BY 2, 3, 4, 5, 6
                    """.formatted(one.slice(), one.key(), one.part()))
            .collect(Collectors.joining(" UNION ALL "));

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
     * Adds sums of days to the tallies, handed over once: the days, and behind them, as parts of the same statement that
     * run last, the months and what was added up of days before. A parameter, an array, for each column by its name.
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
                     ON CONFLICT (slice, key, part, day, shard) DO UPDATE SET %5$s),
            taken_back AS (
                 UPDATE rating_tally_settled s
                    SET before = tally_step(g.day), lowered_at = clock_timestamp()
                   FROM (SELECT min(day) AS day FROM given) g
                  WHERE s.before > g.day)
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

    /**
     * Rows of the tally that differ from the ratings: of days, and of months held against the days. Parameters:
     * {@code :from}, {@code :to}, {@code :limit}.
     */
    static final String DIFFERENCES = differences(
            "",
            "rating_tally",
            "rating_month_tally",
            "part",
            columns("coalesce(sum(%s), 0)"::formatted),
            """
            SELECT 'DAY' AS span, slice, key, part, day, ARRAY[%s]::bigint[] AS counts
              FROM (%s) r
             GROUP BY slice, key, part, day
            """.formatted(
                            of(
                                    "coalesce(sum(r.ratings) FILTER (WHERE %s), 0)",
                                    "coalesce(sum(r.ratings) FILTER (WHERE %s), 0)"),
                            COUNTED_BY_SLICE),
            LEVELS.size() * (1 + CHANNELS.size()));

    /** The same of what was rated beside the whole; the part is the dimension. */
    static final String DIMENSION_DIFFERENCES = differences(
            "DIMENSION_",
            "dimension_tally",
            "dimension_month_tally",
            "dimension",
            levels("coalesce(sum(%s), 0)"),
            """
            SELECT 'DIMENSION_DAY' AS span, s.slice, s.key, d.dimension AS part, r.rated_on AS day,
                   ARRAY[%s]::bigint[] AS counts
              FROM rating r
              JOIN rating_dimension d ON d.rating_id = r.id
             CROSS JOIN LATERAL %s
             WHERE r.standing = 'COUNTED' AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to
               AND s.key IS NOT NULL
             GROUP BY s.slice, s.key, d.dimension, r.rated_on
            """.formatted(
                            LEVELS.stream()
                                    .map("count(*) FILTER (WHERE d.level = '%s')"::formatted)
                                    .collect(Collectors.joining(", ")),
                            SLICES),
            LEVELS.size());

    /**
     * What the tallies of days and months say, held against what is stored.
     *
     * @param span what goes before DAY and MONTH
     * @param part the column of the tallies
     * @param sums what a row of the tallies holds
     * @param stored the same of days, counted from what is stored
     * @param columns how many counts there are
     */
    private static String differences(
            String span, String days, String months, String part, String sums, String stored, int columns) {
        return """
                WITH counted AS (
                     SELECT '%1$sDAY' AS span, slice, key, %4$s AS part, day, ARRAY[%5$s]::bigint[] AS counts
                       FROM %2$s
                      WHERE day BETWEEN :from AND :to
                      GROUP BY slice, key, %4$s, day
                     UNION ALL
                     SELECT '%1$sMONTH', slice, key, %4$s, day, ARRAY[%5$s]::bigint[]
                       FROM %3$s
                      WHERE day BETWEEN date_trunc('month', :from::date) AND :to
                      GROUP BY slice, key, %4$s, day),
                stored AS (
                     %6$s
                     UNION ALL
                     SELECT '%1$sMONTH', slice, key, %4$s, date_trunc('month', day)::date, ARRAY[%5$s]::bigint[]
                       FROM %2$s
                      WHERE day >= date_trunc('month', :from::date)
                        AND day < date_trunc('month', :to::date) + interval '1 month'
                      GROUP BY 1, 2, 3, 4, 5),
                nothing AS (SELECT array_fill(0::bigint, ARRAY[%7$d]) AS counts)
                SELECT span, slice, key, part, day,
                       coalesce(c.counts, n.counts) AS counted, coalesce(s.counts, n.counts) AS stored
                  FROM counted c FULL JOIN stored s USING (span, slice, key, part, day) CROSS JOIN nothing n
                 WHERE coalesce(c.counts, n.counts) <> coalesce(s.counts, n.counts)
                 ORDER BY span, slice, key, part, day
                 LIMIT :limit
                """.formatted(span, days, months, part, sums, stored, columns);
    }

    /** The columns of the levels, and of each level on each channel. */
    public static final List<String> SUMS =
            LEVELS.stream().map(TallySql::column).toList();

    public static final List<String> CELLS = cells().toList();

    /** The columns of the levels as the platform gave them by default. */
    public static final List<String> DEFAULTS =
            LEVELS.stream().map(level -> column(level, Channel.SYSTEM_DEFAULT)).toList();

    /** What is added up of days in {@link SettledTally}. */
    public static final List<String> SUMS_AND_DEFAULTS =
            Stream.concat(SUMS.stream(), DEFAULTS.stream()).toList();

    /** What was added up from one step to the next, as far as it is settled, held against the days between them. */
    static final String SETTLED_DIFFERENCES = """
            WITH steps AS (
                 SELECT slice, key, day, %2$s FROM rating_tally_before WHERE day BETWEEN :from AND :to
                 UNION ALL
                 SELECT slice, key, tally_step(day + 6), %3$s
                   FROM rating_tally_before
                  WHERE tally_step(day + 6) BETWEEN :from AND :to),
            counted AS (
                 SELECT slice, key, day, ARRAY[%1$s]::bigint[] AS counts
                   FROM steps
                  WHERE day <= (SELECT before FROM rating_tally_settled)
                  GROUP BY slice, key, day),
            stored AS (
                 SELECT slice, key, tally_step(tally_step(day) + 6) AS day, ARRAY[%1$s]::bigint[] AS counts
                   FROM rating_tally
                  WHERE day BETWEEN tally_step(:from::date - 1) AND :to
                    AND tally_step(tally_step(day) + 6)
                        BETWEEN :from AND least(:to, (SELECT before FROM rating_tally_settled))
                  GROUP BY 1, 2, 3),
            nothing AS (SELECT array_fill(0::bigint, ARRAY[%4$d]) AS counts)
            SELECT 'SETTLED' AS span, slice, key, '' AS part, day,
                   coalesce(c.counts, n.counts) AS counted, coalesce(s.counts, n.counts) AS stored
              FROM counted c FULL JOIN stored s USING (slice, key, day) CROSS JOIN nothing n
             WHERE coalesce(c.counts, n.counts) <> coalesce(s.counts, n.counts)
             ORDER BY slice, key, day
             LIMIT :limit
            """.formatted(
            SUMS_AND_DEFAULTS.stream().map("coalesce(sum(%s), 0)"::formatted).collect(Collectors.joining(", ")),
            String.join(", ", SUMS_AND_DEFAULTS),
            SUMS_AND_DEFAULTS.stream().map("-%1$s"::formatted).collect(Collectors.joining(", ")),
            SUMS_AND_DEFAULTS.size());

    /** The sums of all {@link #CELLS}, each under its own name. */
    public static final String CELL_SUMS = sums(CELLS);

    /** The sums of the levels, each under its own name. */
    public static final String LEVEL_SUMS = sums(SUMS);

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

    /** The sums of columns, each under its own name. */
    static String sums(List<String> columns) {
        return columns.stream().map("coalesce(sum(%1$s), 0) AS %1$s"::formatted).collect(Collectors.joining(", "));
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
