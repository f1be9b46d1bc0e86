package onestop.evaluation.indicators;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** Days from the first to the last, both included. */
record Period(LocalDate from, LocalDate to) {
    private static final int LONGEST_DAYS = 3660;

    /** As asked for; else until today, and from the first day of that year. */
    static Period of(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
        var last = to == null ? today : to;
        var first = from == null ? last.withDayOfYear(1) : from;
        if (first.isAfter(last)) {
            throw new InvalidFieldException("from", "from-after-to", first, last);
        }
        if (ChronoUnit.DAYS.between(first, last) > LONGEST_DAYS) {
            throw new InvalidFieldException("from", "period-too-long", LONGEST_DAYS);
        }
        return new Period(first, last);
    }
}
