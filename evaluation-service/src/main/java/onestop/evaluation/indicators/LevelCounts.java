package onestop.evaluation.indicators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import onestop.evaluation.counting.TallySql;
import onestop.evaluation.scale.Level;

/** How many answers there are of each level, all levels named, and the shares made of them. */
record LevelCounts(Map<Level, Long> byLevel) {

    /** The sum of some. */
    static LevelCounts sum(Iterable<Map<Level, Long>> some) {
        var byLevel = new EnumMap<Level, Long>(Level.class);
        for (var level : Level.values()) {
            byLevel.put(level, 0L);
        }
        some.forEach(one -> one.forEach((level, count) -> byLevel.merge(level, count, Long::sum)));
        return new LevelCounts(byLevel);
    }

    /** From a row that has a column for each level. */
    static LevelCounts read(ResultSet row) throws SQLException {
        var byLevel = new EnumMap<Level, Long>(Level.class);
        for (var level : Level.values()) {
            byLevel.put(level, row.getLong(TallySql.column(level)));
        }
        return new LevelCounts(byLevel);
    }

    long all() {
        return total(_ -> 1);
    }

    Ratio goodRate() {
        return Ratio.of(total(level -> level.good() ? 1 : 0), all());
    }

    Ratio badRate() {
        return Ratio.of(total(level -> level.bad() ? 1 : 0), all());
    }

    /** The mean of the levels' points, 0 to 10. */
    Ratio score() {
        return Ratio.of(total(Level::points), all());
    }

    private long total(ToLongFunction<Level> each) {
        return byLevel.entrySet().stream()
                .mapToLong(entry -> each.applyAsLong(entry.getKey()) * entry.getValue())
                .sum();
    }
}
