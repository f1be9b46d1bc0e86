package onestop.intake.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import onestop.intake.calendar.CalendarYearChanged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** When the calendar changes, so do the last days of the results that wait. In the transaction of that change. */
@Component
class RecomputeDeliveryLimits {
    private final JdbcClient jdbc;

    RecomputeDeliveryLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement for all: what was decided on the same day is due on the same day. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CalendarYearChanged changed) {
        var decided = new ArrayList<String>();
        var due = new ArrayList<String>();
        var provisional = new ArrayList<Boolean>();
        jdbc.sql("""
                        SELECT DISTINCT decided_on
                          FROM result_bundle
                         WHERE state <> 'DELIVERED' AND overdue_marked_at IS NULL AND due_on >= :from
                        """)
                .param("from", changed.from())
                .query((row, _) -> row.getObject("decided_on", LocalDate.class))
                .list()
                .forEach(on -> {
                    var until = changed.calendar().add(on, FinishedFiles.DAYS_TO_DELIVER);
                    decided.add(on.toString());
                    due.add(until.toString());
                    provisional.add(changed.calendar().provisional(on)
                            || changed.calendar().provisional(until));
                });
        if (decided.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE result_bundle b
                   SET due_on = moved.due, provisional = moved.provisional, version = version + 1
                  FROM unnest(:decided::date[], :due::date[], :provisional::boolean[]) AS moved (decided, due, provisional)
                 WHERE b.state <> 'DELIVERED' AND b.overdue_marked_at IS NULL AND b.decided_on = moved.decided
                   AND (b.due_on, b.provisional) IS DISTINCT FROM (moved.due, moved.provisional)
                """)
                .param("decided", decided.toArray(String[]::new))
                .param("due", due.toArray(String[]::new))
                .param("provisional", provisional.toArray(Boolean[]::new))
                .update();
    }
}
