package onestop.evaluation.indicators;

import java.time.InstantSource;
import java.time.LocalDate;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.TallySql;
import onestop.evaluation.indicators.Indicators.RatingsCounted;
import onestop.evaluation.indicators.Indicators.ServicesCounted;
import onestop.evaluation.rectification.RectificationFigures;
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

    private RatingsCounted ratings(@Nullable String unit, LocalDate from, LocalDate to) {
        return jdbc.sql("SELECT " + TallySql.SUMS + """

                  FROM rating_tally
                 WHERE slice = 'UNIT' AND day BETWEEN :from AND :to""" + (unit == null ? "" : " AND key = :unit"))
                .param("from", from)
                .param("to", to)
                .param("unit", unit)
                .query((row, _) -> RatingsCounted.read(row))
                .single();
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
