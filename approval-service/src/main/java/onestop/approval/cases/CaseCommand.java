package onestop.approval.cases;

/** What an officer can ask of a case. */
sealed interface CaseCommand {
    record Assign(String officer) implements CaseCommand {}

    record Examine(String opinion) implements CaseCommand {}

    record Decide(Verdict verdict) implements CaseCommand {}

    record Suspend(SuspensionKind kind, String legalGround, int expectedWorkingDays) implements CaseCommand {}

    record Resume() implements CaseCommand {}
}
