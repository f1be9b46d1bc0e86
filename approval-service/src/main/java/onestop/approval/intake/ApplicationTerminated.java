package onestop.approval.intake;

import java.time.Instant;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of {@code onestop.intake.application.terminated.v1}. */
record ApplicationTerminated(
        @Nullable String receiptNumber, @Nullable Instant terminatedAt) {

    String number() {
        if (receiptNumber == null) {
            throw new UnreadableEventException("receiptNumber is missing");
        }
        return receiptNumber;
    }

    Instant at() {
        if (terminatedAt == null) {
            throw new UnreadableEventException("terminatedAt is missing");
        }
        return terminatedAt;
    }
}
