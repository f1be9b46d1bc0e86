package onestop.appeal.appeals;

/** What came of a command. */
sealed interface Transition {
    record Applied(Appeal next, AppealEvent event) implements Transition {}

    record Declined(Rejection why) implements Transition {}
}
