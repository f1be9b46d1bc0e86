package onestop.evaluation.counting;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;

/** How ratings become rows of the tally, in one place: the columns follow the levels and the channels. */
public final class TallySql {
    private TallySql() {}

    /**
     * Adds ratings to the tally of every slice; to be formatted with where they are read from. Parameters: {@code :by},
     * 1 or -1, and {@code :shard}.
     */
    static final String ADD = """
            INSERT INTO rating_tally AS t (slice, key, day, shard, %1$s)
            SELECT s.slice, s.key, r.rated_on, s.spread * :shard, %2$s
              FROM (SELECT unit, item, window_code, officer, town, region_level, channel, level, rated_on
                      FROM %%s) r
             CROSS JOIN LATERAL (VALUES ('UNIT', r.unit, 1), ('ITEM', r.item, 0), ('WINDOW', r.window_code, 0),
                                        ('OFFICER', r.officer, 0), ('TOWN', r.town, 1),
                                        ('REGION_LEVEL', r.region_level, 1), ('CHANNEL', r.channel, 1))
                                AS s (slice, key, spread)
             WHERE s.key IS NOT NULL
             GROUP BY s.slice, s.key, r.rated_on, s.spread
             ORDER BY s.slice, s.key, r.rated_on, s.spread
                ON CONFLICT (slice, key, day, shard) DO UPDATE SET %3$s
            """.formatted(
                    columns(name -> name),
                    Stream.concat(
                                    Arrays.stream(Level.values()).map(level -> counted("level", level)),
                                    Arrays.stream(Channel.values()).map(channel -> counted("channel", channel)))
                            .collect(Collectors.joining(", ")),
                    columns(name -> "%1$s = t.%1$s + excluded.%1$s".formatted(name)));

    /** Adds sums to the tally. A parameter, an array, for each column by its name. */
    static final String ADD_SUMS = """
            INSERT INTO rating_tally AS t (slice, key, day, shard, %1$s)
            SELECT slice, key, day, shard, %1$s
              FROM unnest(:slice::text[], :key::text[], :day::date[], :shard::smallint[], %2$s)
                   WITH ORDINALITY AS s (slice, key, day, shard, %1$s, position)
             ORDER BY position
                ON CONFLICT (slice, key, day, shard) DO UPDATE SET %3$s
            """.formatted(
                    columns(name -> name),
                    columns(":%s::integer[]"::formatted),
                    columns(name -> "%1$s = t.%1$s + excluded.%1$s".formatted(name)));

    /** Days on which tally and ratings differ. Parameters: {@code :from}, {@code :to}, {@code :limit}. */
    static final String DIFFERENCES = """
            WITH counted AS (
                 SELECT slice, key, day, ARRAY[%1$s]::bigint[] AS counts
                   FROM rating_tally
                  WHERE day BETWEEN :from AND :to
                  GROUP BY slice, key, day),
            stored AS (
                 SELECT s.slice, s.key, r.rated_on AS day, ARRAY[%2$s]::bigint[] AS counts
                   FROM rating r
                  CROSS JOIN LATERAL (VALUES ('UNIT', r.unit), ('ITEM', r.item), ('WINDOW', r.window_code),
                                             ('OFFICER', r.officer), ('TOWN', r.town),
                                             ('REGION_LEVEL', r.region_level), ('CHANNEL', r.channel)) AS s (slice, key)
                  WHERE r.standing = 'COUNTED' AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to
                    AND s.key IS NOT NULL
                  GROUP BY s.slice, s.key, r.rated_on),
            nothing AS (SELECT array_fill(0::bigint, ARRAY[%3$d]) AS counts)
            SELECT slice, key, day, coalesce(c.counts, n.counts) AS counted, coalesce(s.counts, n.counts) AS stored
              FROM counted c FULL JOIN stored s USING (slice, key, day) CROSS JOIN nothing n
             WHERE coalesce(c.counts, n.counts) <> coalesce(s.counts, n.counts)
             ORDER BY slice, key, day
             LIMIT :limit
            """.formatted(
                    columns("sum(%s)"::formatted),
                    Stream.concat(
                                    Arrays.stream(Level.values()).map(level -> matching("level", level)),
                                    Arrays.stream(Channel.values()).map(channel -> matching("channel", channel)))
                            .collect(Collectors.joining(", ")),
                    Level.values().length + Channel.values().length);

    /** The sums of the tally's columns, each under its own name. */
    public static final String SUMS = columns("coalesce(sum(%1$s), 0) AS %1$s"::formatted);

    public static String column(Enum<?> levelOrChannel) {
        return levelOrChannel.name().toLowerCase(Locale.ROOT);
    }

    private static String columns(java.util.function.UnaryOperator<String> text) {
        return Stream.concat(Arrays.stream(Level.values()), Arrays.stream(Channel.values()))
                .map(TallySql::column)
                .map(text)
                .collect(Collectors.joining(", "));
    }

    private static String counted(String column, Enum<?> value) {
        return ":by * " + matching(column, value);
    }

    private static String matching(String column, Enum<?> value) {
        return "count(*) FILTER (WHERE r.%s = '%s')".formatted(column, value.name());
    }
}
