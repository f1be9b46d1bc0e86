package onestop.appeal.clocks;

import onestop.workingdays.Calendars;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Brings this replica the years that another one has taken in: the topic tells each year to one of them only. */
@Component
class CalendarReload {
    private static final Logger log = LoggerFactory.getLogger(CalendarReload.class);

    private final KnownYears known;
    private final Calendars calendars;

    CalendarReload(KnownYears known, Calendars calendars) {
        this.known = known;
        this.calendars = calendars;
    }

    @Scheduled(
            initialDelayString = "${onestop.appeal.calendar-reload}",
            fixedDelayString = "${onestop.appeal.calendar-reload}")
    void reload() {
        try {
            for (var year : known.all()) {
                if (calendars.current().year(year.year()).filter(year::equals).isEmpty()) {
                    calendars.replace(year);
                }
            }
        } catch (DataAccessException e) {
            log.warn("The calendar is not read again for now: {}", e.toString());
        }
    }
}
