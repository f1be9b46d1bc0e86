package onestop.appeal.projects;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How a milestone stands on a day. */
enum Light {
    DONE,
    DONE_LATE,
    GREEN,
    YELLOW,
    RED;

    /** Calendar days before the due day, that day included, in which the light is yellow. */
    static final int WARNING_DAYS = 7;

    static Light of(LocalDate dueOn, @Nullable LocalDate doneOn, LocalDate today) {
        if (doneOn != null) {
            return doneOn.isAfter(dueOn) ? DONE_LATE : DONE;
        }
        if (today.isAfter(dueOn)) {
            return RED;
        }
        return today.plusDays(WARNING_DAYS).isAfter(dueOn) ? YELLOW : GREEN;
    }
}
