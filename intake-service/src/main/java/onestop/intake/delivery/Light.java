package onestop.intake.delivery;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;

/** How near the end of the limit is. */
enum Light {
    GREEN,
    /** At most one working day is left. */
    YELLOW,
    /** The last day is over. */
    RED;

    static Light of(LocalDate dueOn, LocalDate today, WorkingDayCalendar calendar) {
        if (today.isAfter(dueOn)) {
            return RED;
        }
        return dueOn.isAfter(lastOfYellow(today, calendar)) ? GREEN : YELLOW;
    }

    /** The latest due date that shines yellow today. */
    static LocalDate lastOfYellow(LocalDate today, WorkingDayCalendar calendar) {
        return calendar.add(today, 1);
    }
}
