package onestop.intake.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One mark on the credit of an enterprise, with who made it and how it ended. It is never removed. */
record CreditRecord(
        UUID id,
        String usci,
        CreditStanding.Mark mark,
        String recordedBy,
        @Nullable String recordedByUnit,
        Instant recordedAt,
        @Nullable End end,
        long version) {

    record End(String by, Instant at, String reason) {}

    enum Status {
        COUNTS,
        OVER,
        LIFTED
    }

    Status status(LocalDate today) {
        if (end != null) {
            return Status.LIFTED;
        }
        var until = mark.barredUntil();
        return until != null && today.isAfter(until) ? Status.OVER : Status.COUNTS;
    }
}
