package onestop.evaluation.indicators;

import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.EnumMap;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.TallyPeriod;
import onestop.evaluation.counting.TallySql;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what was rated beside the whole, and the whole by channel; both as of one moment. */
@Service
class ReadDimensions {
    private final JdbcClient jdbc;
    private final Breakdowns breakdowns;
    private final InstantSource clock;

    ReadDimensions(JdbcClient jdbc, Breakdowns breakdowns, InstantSource clock) {
        this.jdbc = jdbc;
        this.breakdowns = breakdowns;
        this.clock = clock;
    }

    /** @param key of the slice; null for the county alone */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    DimensionFigures of(Slice slice, @Nullable String key, Period period) {
        var asOf = CountyTime.at(CountyTime.now(clock));
        return DimensionFigures.of(
                new Indicators.Subject(slice, key, period.from(), period.to(), asOf),
                breakdowns.byChannel(slice, key, period),
                beside(slice, key, period));
    }

    private EnumMap<Dimension, LevelCounts> beside(Slice slice, @Nullable String key, Period period) {
        var county = slice == Slice.COUNTY;
        var where = "slice = :slice" + (county ? "" : " AND key = :key");
        var found = new EnumMap<Dimension, LevelCounts>(Dimension.class);
        jdbc.sql("SELECT dimension, " + TallySql.LEVEL_SUMS + " FROM "
                        + TallyPeriod.dimensionRows("dimension", TallySql.SUMS, where) + " AS t GROUP BY dimension")
                .param("slice", county ? Slice.CHANNEL.name() : slice.name())
                .param("key", key)
                .params(TallyPeriod.of(period.from(), period.to()).parameters())
                .query((ResultSet row) -> {
                    found.put(Dimension.valueOf(row.getString("dimension")), LevelCounts.read(row));
                });
        return found;
    }
}
