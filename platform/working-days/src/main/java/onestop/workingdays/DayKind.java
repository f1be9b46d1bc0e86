package onestop.workingdays;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** What the calendar says about one day. */
public enum DayKind {
    WORKING_DAY,
    /** A Saturday or Sunday that the yearly notice makes a working day, in exchange for a longer holiday. */
    SWAPPED_WORKING_DAY,
    WEEKEND,
    /** Named off by the yearly notice, be it on a weekday or a weekend. */
    STATUTORY_OFF_DAY;

    public boolean isWorking() {
        return this == WORKING_DAY || this == SWAPPED_WORKING_DAY;
    }

    static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }
}
