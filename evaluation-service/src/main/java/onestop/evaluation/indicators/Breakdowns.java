package onestop.evaluation.indicators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import onestop.evaluation.counting.TallyPeriod;
import onestop.evaluation.counting.TallySql;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Two slices together: one key of a slice, by the keys of another. Units and items cross in the tallies, every slice and the
 * channels too; of towns, where few of all ratings are given, the ratings themselves are counted.
 */
@Repository
class Breakdowns {
    /** By what each slice is broken down. */
    static final Map<Slice, List<Slice>> BY = new EnumMap<>(Map.of(
            Slice.UNIT, List.of(Slice.ITEM, Slice.CHANNEL),
            Slice.ITEM, List.of(Slice.UNIT, Slice.TOWN, Slice.CHANNEL),
            Slice.WINDOW, List.of(Slice.CHANNEL),
            Slice.OFFICER, List.of(Slice.CHANNEL),
            Slice.TOWN, List.of(Slice.ITEM, Slice.CHANNEL),
            Slice.REGION_LEVEL, List.of(Slice.CHANNEL)));

    private static final String OF_PART = """
            SELECT %1$s AS crossed, %2$s
              FROM %3$s AS t
             GROUP BY 1
            HAVING sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied) > 0
             ORDER BY 1
             LIMIT :limit
            """;
    private static final String OF_TOWN = """
            SELECT r.%1$s AS crossed, %2$s
              FROM rating r
             WHERE r.town IS NOT NULL AND r.standing = 'COUNTED' AND r.follow_up_of IS NULL AND r.%3$s = :key
               AND r.rated_on BETWEEN :from AND :to AND r.%1$s > :after
             GROUP BY 1
             ORDER BY 1
             LIMIT :limit
            """;

    private final JdbcClient jdbc;

    Breakdowns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is broken down.
     *
     * @param by one of {@link #BY} of the slice
     */
    record Asked(Slice slice, String key, Slice by, Period period) {}

    /** Ratings of both keys, by channel and level; only channels on which there are any. */
    record Line(String key, Map<Channel, Map<Level, Long>> byChannel) {}

    /** Lines that have ratings, in the order of their keys. */
    List<Line> page(Asked asked, @Nullable String after, int limit) {
        if (asked.by() == Slice.CHANNEL) {
            return channels(asked, after).stream().limit(limit).toList();
        }
        if (asked.by() == Slice.TOWN || asked.slice() == Slice.TOWN) {
            return inTowns(asked, after, limit);
        }
        boolean itemsOfUnit = asked.slice() == Slice.UNIT;
        var crossed = itemsOfUnit ? "key" : "part";
        var where = "slice = 'ITEM' AND part <> '' AND %s = :key AND %s > :after"
                .formatted(itemsOfUnit ? "part" : "key", crossed);
        var columns = new ArrayList<>(TallySql.SUMS);
        columns.addAll(TallySql.CELLS);
        return jdbc.sql(OF_PART.formatted(crossed, TallySql.CELL_SUMS, TallyPeriod.rows(crossed, columns, where)))
                .params(TallyPeriod.of(asked.period().from(), asked.period().to())
                        .parameters())
                .param("key", asked.key())
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, _) -> new Line(row.getString("crossed"), byChannel(row)))
                .list();
    }

    private List<Line> inTowns(Asked asked, @Nullable String after, int limit) {
        boolean itemsOfTown = asked.slice() == Slice.TOWN;
        return jdbc.sql(OF_TOWN.formatted(
                        itemsOfTown ? "item" : "town", TallySql.CELL_COUNTS, itemsOfTown ? "town" : "item"))
                .param("key", asked.key())
                .param("from", asked.period().from())
                .param("to", asked.period().to())
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, _) -> new Line(row.getString("crossed"), byChannel(row)))
                .list();
    }

    private List<Line> channels(Asked asked, @Nullable String after) {
        return byChannel(asked.slice(), asked.key(), asked.period()).entrySet().stream()
                .map(one -> new Line(one.getKey().name(), Map.of(one.getKey(), one.getValue())))
                .filter(line -> after == null || line.key().compareTo(after) > 0)
                .sorted(Comparator.comparing(Line::key))
                .toList();
    }

    /** The ratings of a key by channel and level; of the county, without a key, those of all channels. */
    Map<Channel, Map<Level, Long>> byChannel(Slice slice, @Nullable String key, Period period) {
        var county = slice == Slice.COUNTY;
        var where = "slice = :slice" + (county ? "" : " AND key = :key");
        return jdbc.sql("SELECT " + TallySql.CELL_SUMS + " FROM " + TallyPeriod.rows("", TallySql.CELLS, where))
                .params(TallyPeriod.of(period.from(), period.to()).parameters())
                .param("slice", county ? Slice.CHANNEL.name() : slice.name())
                .param("key", key)
                .query((row, _) -> byChannel(row))
                .single();
    }

    private static Map<Channel, Map<Level, Long>> byChannel(ResultSet row) throws SQLException {
        var byChannel = new EnumMap<Channel, Map<Level, Long>>(Channel.class);
        for (var channel : Channel.values()) {
            var byLevel = new EnumMap<Level, Long>(Level.class);
            long all = 0;
            for (var level : Level.values()) {
                long ratings = row.getLong(TallySql.column(level, channel));
                byLevel.put(level, ratings);
                all += ratings;
            }
            if (all > 0) {
                byChannel.put(channel, byLevel);
            }
        }
        return byChannel;
    }
}
