package onestop.intake.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

    /** One statement for each table: what was decided on the same day is due on the same day. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CalendarYearChanged changed) {
        var decided = new ArrayList<String>();
        var due = new ArrayList<String>();
        var provisional = new ArrayList<Boolean>();
        jdbc.sql("""
                        SELECT decided_on
                          FROM result_bundle
                         WHERE state <> 'DELIVERED' AND overdue_marked_at IS NULL AND due_on >= :from
                         UNION
                        SELECT decided_on
                          FROM early_result
                         WHERE handed_out_at IS NULL AND overdue_marked_at IS NULL AND due_on >= :from
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
        move(decided, due, provisional, """
                UPDATE early_result r
                   SET due_on = moved.due, provisional = moved.provisional, version = version + 1
                  FROM unnest(:decided::date[], :due::date[], :provisional::boolean[]) AS moved (decided, due, provisional)
                 WHERE r.handed_out_at IS NULL AND r.overdue_marked_at IS NULL AND r.decided_on = moved.decided
                   AND (r.due_on, r.provisional) IS DISTINCT FROM (moved.due, moved.provisional)
                """);
        move(decided, due, provisional, """
                UPDATE result_bundle b
                   SET due_on = moved.due, provisional = moved.provisional, version = b.version + 1
                  FROM (SELECT w.receipt_number, least(m.due, e.due_on) AS due, m.provisional
                          FROM unnest(:decided::date[], :due::date[], :provisional::boolean[]) AS m (decided, due, provisional)
                          JOIN result_bundle w ON w.decided_on = m.decided
                          LEFT JOIN LATERAL (SELECT min(due_on) AS due_on
                                               FROM early_result
                                              WHERE receipt_number = w.receipt_number AND in_bundle) AS e ON true
                         WHERE w.state <> 'DELIVERED' AND w.overdue_marked_at IS NULL) AS moved
                 WHERE b.receipt_number = moved.receipt_number
                   AND (b.due_on, b.provisional) IS DISTINCT FROM (moved.due, moved.provisional)
                """);
    }

    private void move(List<String> decided, List<String> due, List<Boolean> provisional, String sql) {
        jdbc.sql(sql)
                .param("decided", decided.toArray(String[]::new))
                .param("due", due.toArray(String[]::new))
                .param("provisional", provisional.toArray(Boolean[]::new))
                .update();
    }
}
