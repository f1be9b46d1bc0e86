package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import onestop.approval.clocks.CaseClock;
import onestop.approval.clocks.DueDates;
import onestop.approval.clocks.OfficeTime;
import onestop.workingdays.WorkingDayCalendar;

/**
 * When something happens, and the calendar in force then. Belongs to one command: it remembers due dates, since many cases of one command
 * have the same clock.
 */
final class Moment {
    private final Instant at;
    private final LocalDate day;
    private final WorkingDayCalendar calendar;
    private final Map<CaseClock, DueDates> known = new HashMap<>();

    Moment(Instant at, WorkingDayCalendar calendar) {
        this.at = at;
        this.day = OfficeTime.dateOf(at);
        this.calendar = calendar;
    }

    Instant at() {
        return at;
    }

    LocalDate day() {
        return day;
    }

    DueDates dueDates(CaseClock clock) {
        return known.computeIfAbsent(clock, one -> one.dueDates(calendar));
    }

    int workingDaysUsed(CaseClock clock) {
        return clock.workingDaysUsed(calendar, day);
    }

    /** The n-th working day after today. */
    LocalDate inWorkingDays(int count) {
        return inWorkingDays(day, count);
    }

    /** The n-th working day after this one. */
    LocalDate inWorkingDays(LocalDate from, int count) {
        return calendar.add(from, count);
    }

    /**
     * Working days from the acceptance of a file to now. What is done on the spot counts as one, so that no file took no time at all;
     * suspensions are left in, because the applicant waited.
     */
    int workingDaysSince(LocalDate countsFrom) {
        return Math.max(1, calendar.between(countsFrom, day));
    }
}
