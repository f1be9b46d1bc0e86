package onestop.evaluation.rectification;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/** How urgent a clock is. Computed when asked, never stored. */
enum Light {
    GREEN,
    /** From one working day before the due date. */
    YELLOW,
    /** After the due date. */
    RED;

    /** @param doneOn null while the clock runs; once done, it was in time or it was not */
    static Light of(LocalDate dueOn, @Nullable LocalDate doneOn, LocalDate today, WorkingDayCalendar calendar) {
        if (doneOn != null) {
            return doneOn.isAfter(dueOn) ? RED : GREEN;
        }
        if (today.isAfter(dueOn)) {
            return RED;
        }
        return today.isBefore(calendar.add(dueOn, -1)) ? GREEN : YELLOW;
    }

    Light or(Light other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
