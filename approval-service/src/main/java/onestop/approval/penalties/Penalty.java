package onestop.approval.penalties;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A penalty as it stands.
 *
 * @param amount yuan; null when it is not counted in money
 * @param status {@code IN_FORCE} or {@code WITHDRAWN}
 */
record Penalty(
        UUID id,
        long entry,
        String unit,
        String decisionNumber,
        String subjectUsci,
        String subjectName,
        PenaltyKind kind,
        String ground,
        String legalBasis,
        @Nullable BigDecimal amount,
        LocalDate decidedOn,
        String status,
        long version,
        OffsetDateTime enteredAt) {

    boolean inForce() {
        return status.equals("IN_FORCE");
    }
}
