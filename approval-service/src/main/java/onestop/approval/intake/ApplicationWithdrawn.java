package onestop.approval.intake;

import java.time.Instant;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of {@code onestop.intake.application.withdrawn.v1}. */
record ApplicationWithdrawn(
        @Nullable String receiptNumber, @Nullable Instant withdrawnAt) {

    String number() {
        if (receiptNumber == null) {
            throw new UnreadableEventException("receiptNumber is missing");
        }
        return receiptNumber;
    }

    Instant at() {
        if (withdrawnAt == null) {
            throw new UnreadableEventException("withdrawnAt is missing");
        }
        return withdrawnAt;
    }
}
