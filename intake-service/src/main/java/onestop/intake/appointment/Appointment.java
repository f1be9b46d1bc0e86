package onestop.intake.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One appointment.
 *
 * @param outOfHours asked for outside the opening hours
 * @param windowCode the window whose shift offers the place; null while it holds none
 */
record Appointment(
        UUID id,
        boolean outOfHours,
        String regionCode,
        Instant startsAt,
        List<String> itemCodes,
        @Nullable String enterpriseUsci,
        Visitor visitor,
        @Nullable String wish,
        String bookedBy,
        Instant bookedAt,
        AppointmentStatus status,
        @Nullable UUID shiftId,
        @Nullable String windowCode,
        @Nullable UUID ticketId,
        @Nullable String reason,
        long version) {
    static final Duration LENGTH = Duration.ofHours(1);

    Instant endsAt() {
        return startsAt.plus(LENGTH);
    }
}
