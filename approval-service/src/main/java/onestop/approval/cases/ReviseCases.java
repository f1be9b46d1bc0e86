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

    /** What came of it. */
    public enum Outcome {
        REOPENED,
        /** No such case or file was ever accepted. */
        NO_SUCH_CASE,
        /** Granted, open already, or ended without being asked for by its own number. */
        NOT_REFUSED
    }

    /**
     * @param caseNumber the case, however it ended but for a grant; else what was refused of the file, or of one item of it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome revise(
            @Nullable String caseNumber,
            @Nullable String receiptNumber,
            @Nullable String itemCode,
            String appealNumber,
            String reason) {
        List<String> numbers = List.of();
        var item = itemCode == null ? "" : itemCode;
        if (caseNumber != null) {
            numbers = List.of(caseNumber);
        } else if (receiptNumber != null) {
            numbers = cases.refused(receiptNumber, item);
            if (numbers.isEmpty()) {
                return cases.has(receiptNumber, item) ? Outcome.NOT_REFUSED : Outcome.NO_SUCH_CASE;
            }
        }
        var transitions = act.reopen(numbers, appealNumber, reason);
        if (transitions.isEmpty()) {
            return Outcome.NO_SUCH_CASE;
        }
        return transitions.stream().anyMatch(Applied.class::isInstance) ? Outcome.REOPENED : Outcome.NOT_REFUSED;
    }
}
