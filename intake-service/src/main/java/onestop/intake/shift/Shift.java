package onestop.intake.shift;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import org.jspecify.annotations.Nullable;

/**
 * One window open from then to then.
 *
 * @param staff the clerk who is to sit there; null while nobody is named
 * @param appointmentsPerHour how many can be booked for each whole hour; the rest is for walk-ins
 */
record Shift(
        UUID id,
        String windowCode,
        ShiftKind kind,
        Instant startsAt,
        Instant endsAt,
        @Nullable String staff,
        int appointmentsPerHour,
        @Nullable Instant cancelledAt,
        long version) {

    LocalDate on() {
        return ServiceHours.dateOf(startsAt);
    }
}
