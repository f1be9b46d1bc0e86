package onestop.intake.application;

import java.time.LocalDate;
import java.util.ArrayList;
import onestop.intake.calendar.CalendarYearChanged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** When the calendar changes, so do the last days of the files that wait. In the transaction of that change. */
@Component
class RecomputeLimits {
    private final JdbcClient jdbc;

    RecomputeLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Waiting(LocalDate startedOn, LocalDate until) {}

    /** One statement for all files: those that came on the same day have the same last day. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CalendarYearChanged changed) {
        var from = new ArrayList<String>();
        var until = new ArrayList<String>();
        jdbc.sql("""
                        SELECT DISTINCT clock_started_on, deemed_accepted_after
                          FROM application
                         WHERE status IN ('SUBMITTED', 'PRE_REVIEWED') AND deemed_accepted_after >= :from
                        """)
                .param("from", changed.from())
                .query((row, _) -> new Waiting(
                        row.getObject("clock_started_on", LocalDate.class),
                        row.getObject("deemed_accepted_after", LocalDate.class)))
                .list()
                .forEach(waiting -> {
                    var now = changed.calendar().add(waiting.startedOn(), ApplicationFile.DAYS_TO_SPEAK);
                    if (!now.equals(waiting.until())) {
                        from.add(waiting.startedOn().toString());
                        until.add(now.toString());
                    }
                });
        if (from.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE application
                   SET deemed_accepted_after = moved.until
                  FROM unnest(:from::date[], :until::date[]) AS moved (started_on, until)
                 WHERE status IN ('SUBMITTED', 'PRE_REVIEWED') AND clock_started_on = moved.started_on
                """)
                .param("from", from.toArray(String[]::new))
                .param("until", until.toArray(String[]::new))
                .update();
    }
}
