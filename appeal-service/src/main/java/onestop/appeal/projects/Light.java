package onestop.appeal.projects;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How a milestone stands on a day; one that is open in a project that is over has no light. */
enum Light {
    DONE,
    DONE_LATE,
    GREEN,
    YELLOW,
    RED;

    /** Calendar days before the due day, that day included, in which the light is yellow. */
    static final int WARNING_DAYS = 7;

    /** @param running whether the project still runs */
    static @Nullable Light of(LocalDate dueOn, @Nullable LocalDate doneOn, boolean running, LocalDate today) {
        if (doneOn != null) {
            return doneOn.isAfter(dueOn) ? DONE_LATE : DONE;
        }
        if (!running) {
            return null;
        }
        if (today.isAfter(dueOn)) {
            return RED;
        }
        return today.plusDays(WARNING_DAYS).isAfter(dueOn) ? YELLOW : GREEN;
    }
}
