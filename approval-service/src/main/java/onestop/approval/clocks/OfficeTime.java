package onestop.approval.clocks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The office's zone: which day an instant belongs to, and how it is written for people and other systems. */
public final class OfficeTime {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private OfficeTime() {}

    public static LocalDate dateOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    public static OffsetDateTime at(Instant instant) {
        return instant.atZone(ZONE).toOffsetDateTime();
    }

    /** The first instant of the day. */
    public static OffsetDateTime startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toOffsetDateTime();
    }
}
