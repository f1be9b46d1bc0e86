package onestop.approval.intake;

import java.time.Instant;
import java.util.List;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;

/** Our reading of {@code onestop.intake.application.terminated.v1}. */
record ApplicationTerminated(
        @Nullable String receiptNumber,
        @Nullable Instant terminatedAt,
        @Nullable String reason,
        @Nullable List<String> materials) {

    String number() {
        if (receiptNumber == null) {
            throw new UnreadableEventException("receiptNumber is missing");
        }
        return receiptNumber;
    }

    /** The reason as the cases of the file give it. */
    String grounds() {
        return switch (reason) {
            case null -> throw new UnreadableEventException("reason is missing");
            case "DEFERRED_NOT_SUPPLIED" ->
                materials == null || materials.isEmpty()
                        ? "容缺材料逾期未补交 (deferred material was not supplied in time)"
                        : "容缺材料逾期未补交 (deferred material was not supplied in time): " + String.join(", ", materials);
            case "SUBJECT_GONE" -> "企业已注销 (the enterprise exists no longer)";
            default -> reason;
        };
    }

    Instant at() {
        if (terminatedAt == null) {
            throw new UnreadableEventException("terminatedAt is missing");
        }
        return terminatedAt;
    }
}
