package onestop.evaluation.rectification;

/** The answer to a command. */
sealed interface Transition {
    record Applied(RectificationOrder next, Step step) implements Transition {}

    record Declined(Rejection why) implements Transition {}
}
