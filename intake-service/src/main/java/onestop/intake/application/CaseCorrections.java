package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;

/** What departments asked to be corrected in their cases, and which of it still waits for an answer. */
public interface CaseCorrections {
    /**
     * @param notice names the notice within its case
     * @param expectedOn until when the department waits before it may let the case lapse; null where it did not tell
     * @param answeredAt null until the applicant's side has answered
     */
    record Asked(
            String caseNumber,
            long notice,
            Instant askedAt,
            @Nullable LocalDate expectedOn,
            List<Defect> defects,
            @Nullable Instant answeredAt,
            boolean open) {
        public Asked {
            defects = List.copyOf(defects);
        }
    }

    /** @param fault what is wrong with it, such as {@code MISSING}; the department's letter says it in words */
    record Defect(String material, String fault) {}

    /** Those of a file, the oldest first, at most 200. */
    List<Asked> of(ReceiptNumber number);

    /** The one that waits for an answer. */
    Optional<Asked> open(ReceiptNumber number, String caseNumber);

    /** Within the transaction of the act that answers it. */
    void answered(String caseNumber, long notice, Instant at);
}
