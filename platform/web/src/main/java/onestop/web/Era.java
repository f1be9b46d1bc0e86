package onestop.web;

import java.time.DateTimeException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * The years of which the platform takes dates and times from outside: wide enough for the oldest enterprise and the
 * longest validity, and well within what PostgreSQL keeps (4713 BC to 294276) and Java can calculate with. A date
 * without an end is no date far away, it is left out.
 */
public final class Era {
    public static final int FIRST_YEAR = 1800;
    public static final int LAST_YEAR = 2199;

    /**
     * The same date, month or time, if its year is one of ours.
     *
     * @throws DateTimeException if it is not
     */
    public static <T extends TemporalAccessor> T within(T time) {
        int year = time.get(ChronoField.YEAR);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("a year from %d to %d".formatted(FIRST_YEAR, LAST_YEAR));
        }
        return time;
    }

    private Era() {}
}
