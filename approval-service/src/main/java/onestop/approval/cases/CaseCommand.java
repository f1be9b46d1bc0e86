package onestop.approval.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an officer can ask of a case. */
sealed interface CaseCommand {
    /** @param insteadOf who was meant and is absent, so that {@code officer} stands in; null when nobody is */
    record Assign(String officer, @Nullable String insteadOf) implements CaseCommand {
        Assign(String officer) {
            this(officer, null);
        }
    }

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

    /**
     * @param defects all that has to be corrected; empty for other kinds
     * @param supervisorReason why whoever answers for the officers lets a further notice name what an earlier one could have; null of officers
     */
    record Suspend(
            SuspensionKind kind,
            String legalGround,
            int expectedWorkingDays,
            List<Defect> defects,
            @Nullable String supervisorReason)
            implements CaseCommand {
        public Suspend {
            defects = List.copyOf(defects);
        }

        Suspend(SuspensionKind kind, String legalGround, int expectedWorkingDays, List<Defect> defects) {
            this(kind, legalGround, expectedWorkingDays, defects, null);
        }

        Suspend(SuspensionKind kind, String legalGround, int expectedWorkingDays) {
            this(kind, legalGround, expectedWorkingDays, List.of());
        }
    }

    record Resume() implements CaseCommand {}

    /** An end without a decision. */
    record End(EndKind kind, String grounds) implements CaseCommand {}

    record RecordVisit(LocalDate visitedOn, String place, String findings) implements CaseCommand {}

    record SignVisit() implements CaseCommand {}

    /** @param agreementPercent of {@link OpinionRequest.Rule#RATIO} only */
    record AskOpinions(
            List<String> units,
            OpinionRequest.Rule rule,
            @Nullable Integer agreementPercent,
            String question,
            int workingDays)
            implements CaseCommand {
        public AskOpinions {
            units = List.copyOf(units);
        }
    }

    /** The one command that another unit gives: one that was asked. */
    record GiveOpinion(int request, boolean agrees, String opinion) implements CaseCommand {}

    record WithdrawRequest(int request, String reason) implements CaseCommand {}

    /** The applicant asks for the hearing. */
    record AskHearing(LocalDate on) implements CaseCommand {}

    record PlanHearing(LocalDate on, String place, String chair) implements CaseCommand {}

    record HoldHearing(LocalDate on, String record) implements CaseCommand {}

    /** The applicant declares that there need be no hearing. */
    record WaiveHearing(String reason) implements CaseCommand {}
}
