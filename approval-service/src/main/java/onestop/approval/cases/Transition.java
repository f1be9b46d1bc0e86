package onestop.approval.cases;

/** What a command leads to. */
sealed interface Transition {
    /** @param by staff id, or {@link ApprovalCase#SYSTEM} */
    record Applied(ApprovalCase next, CaseEvent event, String by) implements Transition {}

    record Declined(Rejection why) implements Transition {}
}
