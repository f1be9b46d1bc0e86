package onestop.workingdays;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A due date that can explain itself.
 *
 * @param start the day the clock starts on; the first day that can count is the next one
 * @param workingDays the length of the limit
 * @param dueOn the last day of the limit; null while a pause without an end keeps it from being known
 * @param provisional whether a day was judged by a year whose notice is not published, so that the answer may still move
 * @param days every day after the start, in order, up to the due date; while the clock stands still, up to the first day of the pause
 *     that has no end
 */
public record DueDate(
        LocalDate start, int workingDays, @Nullable LocalDate dueOn, boolean provisional, List<Day> days) {

    public DueDate {
        days = List.copyOf(days);
    }

    /** Whether the clock stands still with no end in sight, so that there is no due date for now. */
    public boolean stopped() {
        return dueOn == null;
    }

    /**
     * The due date of a clock that is known to run.
     *
     * @throws IllegalStateException when the clock stands still
     */
    public LocalDate requireDueOn() {
        if (dueOn == null) {
            throw new IllegalStateException("the clock stands still: there is no due date until it goes on");
        }
        return dueOn;
    }

    /**
     * One day on the way to the due date.
     *
     * @param counted whether it is one of the working days of the limit
     * @param number how many days have counted up to here, this one included
     * @param reason why it counts or does not
     * @param pause the pause that stopped the clock on this day, the one that began first where several do; null unless the reason is
     *     {@link Reason#PAUSE}
     */
    public record Day(
            LocalDate date,
            boolean counted,
            int number,
            Reason reason,
            @Nullable Pause pause) {}

    /**
     * Why a day counts or not. A free day inside a pause is named by what the calendar says, so the days marked {@link #PAUSE} are exactly
     * the working days the pauses have cost.
     */
    public enum Reason {
        WORKING_DAY,
        SWAPPED_WORKING_DAY,
        WEEKEND,
        STATUTORY_OFF_DAY,
        PAUSE;

        static Reason of(DayKind kind) {
            return switch (kind) {
                case WORKING_DAY -> WORKING_DAY;
                case SWAPPED_WORKING_DAY -> SWAPPED_WORKING_DAY;
                case WEEKEND -> WEEKEND;
                case STATUTORY_OFF_DAY -> STATUTORY_OFF_DAY;
            };
        }
    }
}
