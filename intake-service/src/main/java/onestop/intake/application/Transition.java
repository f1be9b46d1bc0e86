package onestop.intake.application;

/** The answer to a command. */
sealed interface Transition {
    record Applied(ApplicationFile next, FileEvent event) implements Transition {}

    record Declined(Rejection why) implements Transition {}
}
