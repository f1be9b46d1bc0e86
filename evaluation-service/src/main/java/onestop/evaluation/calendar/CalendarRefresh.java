package onestop.evaluation.calendar;

import onestop.workingdays.Calendars;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Puts the stored years in force: at the start, when one arrives here, and soon after one arrived at another replica. */
@Component
class CalendarRefresh {
    private final StoredCalendarYears stored;
    private final Calendars calendars;

    CalendarRefresh(StoredCalendarYears stored, Calendars calendars) {
        this.stored = stored;
        this.calendars = calendars;
    }

    @Scheduled(fixedDelayString = "${onestop.evaluation.calendar-refresh:30s}")
    void now() {
        stored.all().forEach(calendars::replace);
    }
}
