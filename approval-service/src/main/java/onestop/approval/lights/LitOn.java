package onestop.approval.lights;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;

/**
 * The due dates for which a light of one severity is lit on a day. Counting from the day to the due dates, and not from each due date to
 * its day, lets a new calendar count from the next run on, with no row changed.
 *
 * @param from the first such due date
 * @param until the last
 */
record LitOn(LocalDate from, LocalDate until) {

    static LitOn of(Severity severity, LocalDate today, WorkingDayCalendar calendar) {
        var workingDay = today;
        while (!calendar.isWorkingDay(workingDay)) {
            workingDay = workingDay.minusDays(1);
        }
        return switch (severity) {
            case YELLOW -> new LitOn(workingDay, calendar.add(workingDay, 1));
            case STEP, RED -> new LitOn(LocalDate.EPOCH, workingDay.minusDays(1));
            case BREACH -> new LitOn(LocalDate.EPOCH, today.minusDays(1));
        };
    }
}
