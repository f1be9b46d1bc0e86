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
 * @param visitor absent while a place is held for the cloud service desk, and after it was given back without a name
 * @param nameBy of what the cloud service desk asked for: until when it must be said who comes
 * @param windowCode the window whose shift offers the place; null while it holds none
 */
record Appointment(
        UUID id,
        boolean outOfHours,
        String regionCode,
        Instant startsAt,
        List<String> itemCodes,
        @Nullable String enterpriseUsci,
        @Nullable Visitor visitor,
        @Nullable String wish,
        String bookedBy,
        Instant bookedAt,
        AppointmentStatus status,
        @Nullable UUID shiftId,
        @Nullable String windowCode,
        @Nullable UUID ticketId,
        @Nullable String reason,
        @Nullable Instant nameBy,
        long version) {
    static final Duration LENGTH = Duration.ofHours(1);

    Instant endsAt() {
        return startsAt.plus(LENGTH);
    }
}
