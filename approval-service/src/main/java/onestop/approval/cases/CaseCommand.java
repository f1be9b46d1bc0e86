package onestop.approval.cases;

import java.util.Set;

/** What an officer can ask of a case. */
sealed interface CaseCommand {
    record Assign(String officer) implements CaseCommand {}

    record Examine(String opinion) implements CaseCommand {}

    record Review(String opinion) implements CaseCommand {}

    /**
     * Back to an earlier step.
     *
     * @param ownSteps the steps whose turn the officer's roles may take: only from these may he send a case back
     */
    record SendBack(CaseStep to, String reason, Set<CaseStep> ownSteps) implements CaseCommand {
        public SendBack {
            ownSteps = Set.copyOf(ownSteps);
        }
    }

    /**
     * Both limits grow, once (行政许可法 art. 42).
     *
     * @param workingDays at most what the rank may approve
     * @param approvedBy who of that rank approved it: a staff id, or the number of the approval document
     */
    record Extend(int workingDays, ExtensionRank rank, String approvedBy, String reason) implements CaseCommand {}

    record Decide(Verdict verdict) implements CaseCommand {}

    record Suspend(SuspensionKind kind, String legalGround, int expectedWorkingDays) implements CaseCommand {}

    record Resume() implements CaseCommand {}
}
