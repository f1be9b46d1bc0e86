package onestop.evaluation.indicators;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.indicators.Indicators.RatingCounted;
import onestop.evaluation.indicators.Indicators.ServicesCounted;
import onestop.evaluation.rectification.RectificationFigures;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the counters of a period; all of them as of one moment. */
@Service
class ReadIndicators {
    private final JdbcClient jdbc;
    private final RectificationFigures orders;
    private final InstantSource clock;

    ReadIndicators(JdbcClient jdbc, RectificationFigures orders, InstantSource clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.clock = clock;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Indicators of(@Nullable String unit, LocalDate from, LocalDate to) {
        var asOf = CountyTime.at(CountyTime.now(clock));
        return Indicators.of(
                unit, from, to, asOf, ratings(unit, from, to), services(unit, from, to), orders.of(unit, from, to));
    }

    private List<RatingCounted> ratings(@Nullable String unit, LocalDate from, LocalDate to) {
        var counted = new ArrayList<RatingCounted>();
        jdbc.sql("""
                SELECT channel, sum(very_satisfied) AS very_satisfied, sum(satisfied) AS satisfied,
                       sum(basically_satisfied) AS basically_satisfied, sum(dissatisfied) AS dissatisfied,
                       sum(very_dissatisfied) AS very_dissatisfied
                  FROM rating_count
                 WHERE day BETWEEN :from AND :to""" + ofUnit(unit) + " GROUP BY channel")
                .param("from", from)
                .param("to", to)
                .param("unit", unit)
                .query((java.sql.ResultSet row) -> {
                    for (var level : Level.values()) {
                        counted.add(new RatingCounted(
                                Channel.valueOf(row.getString("channel")),
                                level,
                                row.getLong(RatingCounts.column(level))));
                    }
                });
        return counted;
    }

    private ServicesCounted services(@Nullable String unit, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                SELECT coalesce(sum(invited), 0) AS invited, coalesce(sum(rated), 0) AS rated
                  FROM service_count
                 WHERE day BETWEEN :from AND :to""" + ofUnit(unit))
                .param("from", from)
                .param("to", to)
                .param("unit", unit)
                .query(ServicesCounted.class)
                .single();
    }

    private static String ofUnit(@Nullable String unit) {
        return unit == null ? "" : " AND unit = :unit";
    }
}
