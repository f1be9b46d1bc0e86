package onestop.evaluation.counting;

import java.time.LocalDate;

/** The days up to which ratings are added up: the 1st, 6th, 11th, 16th, 21st and 26th of each month; as {@code tally_step} in SQL. */
final class TallySteps {
    private static final int DAYS = 5;
    private static final int LAST_OF_MONTH = 26;

    private TallySteps() {}

    /** The last step that is not after the day. */
    static LocalDate at(LocalDate day) {
        return day.withDayOfMonth(Math.min((day.getDayOfMonth() - 1) / DAYS * DAYS + 1, LAST_OF_MONTH));
    }

    static LocalDate after(LocalDate step) {
        return step.getDayOfMonth() == LAST_OF_MONTH ? step.withDayOfMonth(1).plusMonths(1) : step.plusDays(DAYS);
    }

    /** The step that is the fewest days away from the day. */
    static LocalDate nearest(LocalDate day) {
        var before = at(day);
        var after = after(before);
        return day.toEpochDay() - before.toEpochDay() <= after.toEpochDay() - day.toEpochDay() ? before : after;
    }
}
