package onestop.evaluation.rectification;

import java.time.InstantSource;
import java.time.LocalDate;
import onestop.evaluation.calendar.CountyTime;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the indicators need to know of the orders that ratings opened in a period. What was invalidated is not among them. */
@Repository
public class RectificationFigures {
    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final InstantSource clock;

    RectificationFigures(JdbcClient jdbc, Calendars calendars, InstantSource clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * Counts of orders.
     *
     * @param fellDue rectified, or past a due date without it
     * @param onTime rectified, in no round after its due date
     * @param calledBack real-name orders whose rater was reached, or not reached three times
     * @param reached call-backs, not orders: a reopened order has two
     */
    public record Figures(
            long opened,
            long rectified,
            long fellDue,
            long onTime,
            long realName,
            long calledBack,
            long reached,
            long satisfied,
            long confirmed) {}

    private record Counts(
            long opened,
            long rectified,
            long onTime,
            long late,
            long realName,
            long calledBack,
            long reached,
            long satisfied,
            long confirmed) {}

    private record Waiting(LocalDate startedOn, boolean complex, long orders) {}

    /** @param unit all units when null */
    public Figures of(@Nullable String unit, LocalDate from, LocalDate to) {
        var ofUnit = unit == null ? "" : " AND unit = :unit";
        var counts = jdbc.sql("""
                SELECT count(*) AS opened,
                       count(*) FILTER (WHERE status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')) AS rectified,
                       count(*) FILTER (WHERE status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                                          AND NOT rectified_late) AS on_time,
                       count(*) FILTER (WHERE status NOT IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                                          AND rectified_late) AS late,
                       count(*) FILTER (WHERE NOT anonymous) AS real_name,
                       count(*) FILTER (WHERE NOT anonymous
                                          AND (call_back_outcome IS NOT NULL OR call_backs_reached > 0)) AS called_back,
                       coalesce(sum(call_backs_reached), 0) AS reached,
                       coalesce(sum(call_backs_satisfied), 0) AS satisfied,
                       count(*) FILTER (WHERE confirmed) AS confirmed
                  FROM rectification
                 WHERE opened_on BETWEEN :from AND :to AND origin = 'RATING' AND status <> 'INVALIDATED'""" + ofUnit)
                .param("from", from)
                .param("to", to)
                .param("unit", unit)
                .query(Counts.class)
                .single();
        // Due dates are not stored; of what waits there are few, and fewer days on which it began.
        var waiting = jdbc.sql("""
                SELECT round_started_on AS started_on, complex_reason IS NOT NULL AS complex, count(*) AS orders
                  FROM rectification
                 WHERE opened_on BETWEEN :from AND :to AND origin = 'RATING' AND status <> 'INVALIDATED'
                   AND status NOT IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED') AND NOT rectified_late""" + ofUnit + """

                 GROUP BY 1, 2
                """)
                .param("from", from)
                .param("to", to)
                .param("unit", unit)
                .query(Waiting.class)
                .list();
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var calendar = calendars.current();
        long overdue = waiting.stream()
                .filter(some -> today.isAfter(new Round(1, some.startedOn()).rectifyDueOn(calendar, some.complex())))
                .mapToLong(Waiting::orders)
                .sum();
        return new Figures(
                counts.opened(),
                counts.rectified(),
                counts.rectified() + counts.late() + overdue,
                counts.onTime(),
                counts.realName(),
                counts.calledBack(),
                counts.reached(),
                counts.satisfied(),
                counts.confirmed());
    }
}
