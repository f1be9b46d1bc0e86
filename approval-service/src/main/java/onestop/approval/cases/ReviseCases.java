package onestop.approval.cases;

import java.util.List;
import onestop.approval.cases.Transition.Applied;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reopens what an appeal asks to be looked at again. */
@Service
public class ReviseCases {
    private final ActOnCases act;
    private final ApprovalCases cases;

    ReviseCases(ActOnCases act, ApprovalCases cases) {
        this.act = act;
        this.cases = cases;
    }

    /**
     * @param caseNumber the case; else what was not granted of the file, or of one item of it
     * @return how many cases were reopened; those that are open already, or were granted, are not
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int revise(
            @Nullable String caseNumber,
            @Nullable String receiptNumber,
            @Nullable String itemCode,
            String appealNumber,
            String reason) {
        List<String> numbers = List.of();
        if (caseNumber != null) {
            numbers = List.of(caseNumber);
        } else if (receiptNumber != null) {
            numbers = cases.notGranted(receiptNumber, itemCode == null ? "" : itemCode);
        }
        return numbers.isEmpty()
                ? 0
                : (int) act.reopen(numbers, appealNumber, reason).stream()
                        .filter(Applied.class::isInstance)
                        .count();
    }
}
