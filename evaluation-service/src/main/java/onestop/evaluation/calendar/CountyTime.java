package onestop.evaluation.calendar;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Days begin and end at midnight in the county, whatever the machine's zone. */
public final class CountyTime {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CountyTime() {}

    /** The present moment, as exactly as the database keeps it. */
    public static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public static LocalDate dayOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    /** The moment that clocks there show so. */
    public static OffsetDateTime at(LocalDateTime shown) {
        return shown.atZone(ZONE).toOffsetDateTime();
    }

    /** The moment as people there write it, with their offset. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZONE).toOffsetDateTime();
    }
}
