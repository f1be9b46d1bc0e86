package onestop.evaluation.indicators;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts services and ratings by unit, matter and day. Called in the transaction of what is counted, and with the rows in
 * one order, so that simultaneous transactions wait for each other instead of blocking each other.
 */
@Repository
public class RatingCounts {
    private final JdbcClient jdbc;

    RatingCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a service is counted: what unit, about what, on which day. */
    public record ServiceDay(String unit, String matter, LocalDate day) {}

    /** Services that may be rated from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void invited(Collection<ServiceDay> services) {
        if (services.isEmpty()) {
            return;
        }
        var counts = services.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        var days = counts.keySet().stream()
                .sorted(Comparator.comparing(ServiceDay::unit)
                        .thenComparing(ServiceDay::day)
                        .thenComparing(ServiceDay::matter))
                .toList();
        jdbc.sql("""
                INSERT INTO service_count AS c (unit, matter, day, invited)
                SELECT unit, matter, day, invited
                  FROM unnest(:units::text[], :matters::text[], :days::date[], :counts::bigint[])
                       WITH ORDINALITY AS s (unit, matter, day, invited, position)
                 ORDER BY position
                    ON CONFLICT (unit, day, matter) DO UPDATE SET invited = c.invited + excluded.invited
                """)
                .param("units", texts(days, ServiceDay::unit))
                .param("matters", texts(days, ServiceDay::matter))
                .param("days", texts(days, service -> service.day().toString()))
                .param("counts", texts(days, service -> String.valueOf(counts.get(service))))
                .update();
    }

    /** One rating, counted on the day it was given, and its service on the day of the service. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rated(ServiceDay service, Channel channel, Level level, LocalDate ratedOn) {
        var column = column(level);
        int counted = jdbc.sql("""
                WITH rating AS (
                     INSERT INTO rating_count AS c (unit, matter, channel, day, %1$s)
                     VALUES (:unit, :matter, :channel, :ratedOn, 1)
                         ON CONFLICT (unit, day, matter, channel) DO UPDATE SET %1$s = c.%1$s + 1)
                UPDATE service_count
                   SET rated = rated + :byAPerson
                 WHERE unit = :unit AND day = :servedOn AND matter = :matter
                """.formatted(column))
                .param("unit", service.unit())
                .param("matter", service.matter())
                .param("channel", channel.name())
                .param("ratedOn", ratedOn)
                .param("byAPerson", channel.active() ? 1 : 0)
                .param("servedOn", service.day())
                .update();
        if (counted != 1) {
            throw new IllegalStateException("a service is rated that was never counted: " + service);
        }
    }

    static String column(Level level) {
        return switch (level) {
            case VERY_SATISFIED -> "very_satisfied";
            case SATISFIED -> "satisfied";
            case BASICALLY_SATISFIED -> "basically_satisfied";
            case DISSATISFIED -> "dissatisfied";
            case VERY_DISSATISFIED -> "very_dissatisfied";
        };
    }

    private static String[] texts(List<ServiceDay> days, Function<ServiceDay, String> text) {
        return days.stream().map(text).toArray(String[]::new);
    }
}
