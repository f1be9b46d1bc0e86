package onestop.appeal.clocks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The authority's time zone: a due day begins and ends here. */
public final class Shanghai {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** The last instant of a day that the database can keep; what happened on the day is not after it. */
    public static Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1)).minus(1, ChronoUnit.MICROS);
    }

    /** Whether this is the last instant of its day: what is due then has a limit in days, not in minutes. */
    public static boolean endsADay(Instant instant) {
        return instant.equals(endOf(dayOf(instant)));
    }

    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private Shanghai() {}
}
