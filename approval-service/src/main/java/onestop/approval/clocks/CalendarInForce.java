package onestop.approval.clocks;

import onestop.workingdays.Calendars;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps this replica's calendar equal to the stored one, whichever replica took the event in. */
@Component
public class CalendarInForce {
    private static final Logger log = LoggerFactory.getLogger(CalendarInForce.class);

    private final CalendarRows rows;
    private final Calendars calendars;

    CalendarInForce(CalendarRows rows, Calendars calendars) {
        this.rows = rows;
        this.calendars = calendars;
    }

    @Scheduled(fixedDelayString = "${onestop.approval.calendar-refresh:30s}")
    void refreshInTime() {
        try {
            refresh();
        } catch (DataAccessException e) {
            log.warn("The calendars could not be read, the known ones stay in force: {}", e.toString());
        }
    }

    /** Takes the stored calendars over at once. */
    public void refresh() {
        for (var year : rows.all()) {
            if (calendars.replace(year)) {
                log.info("Calendar {} is in force: {}", year.year(), year.source());
            }
        }
    }
}
