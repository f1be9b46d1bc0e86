package onestop.intake.shift;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.shift.ShiftPatterns.Expansion;
import onestop.workingdays.Calendars;
import onestop.workingdays.DayKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Makes shifts of the patterns, so many days ahead as is configured. It runs again and again, in every replica: what is
 * there already, or was cancelled, is not made a second time.
 */
@Service
class ExpandPatterns {
    private static final Logger log = LoggerFactory.getLogger(ExpandPatterns.class);
    private static final String BY = "patterns";
    private static final int MOST_DAYS = 92;

    private final ShiftPatterns patterns;
    private final Calendars calendars;
    private final InstantSource clock;
    private final int daysAhead;

    ExpandPatterns(
            ShiftPatterns patterns,
            Calendars calendars,
            InstantSource clock,
            @Value("${onestop.intake.shifts.days-ahead}") int daysAhead) {
        if (daysAhead < 7 || daysAhead > MOST_DAYS) {
            throw new IllegalArgumentException("onestop.intake.shifts.days-ahead must be 7 to " + MOST_DAYS);
        }
        this.patterns = patterns;
        this.calendars = calendars;
        this.clock = clock;
        this.daysAhead = daysAhead;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.shifts.expansion}",
            initialDelayString = "${onestop.intake.shifts.expansion}")
    void run() {
        var today = ServiceHours.dateOf(clock.instant());
        var done = expand(today, today.plusDays(daysAhead));
        if (done.made() > 0) {
            log.info("Made {} shifts of the patterns", done.made());
        }
    }

    Expansion expand(LocalDate from, LocalDate until) {
        var calendar = calendars.current();
        var days = new LinkedHashMap<LocalDate, DayKind>();
        from.datesUntil(until.plusDays(1)).forEach(day -> days.put(day, calendar.kind(day)));
        return patterns.expand(days, BY, clock.instant());
    }
}
