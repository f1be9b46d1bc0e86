package onestop.intake.application;

import java.time.Instant;

/** What happened to a file. The state after it holds the rest. */
sealed interface FileEvent {
    Instant at();

    Actor by();

    record FileSubmitted(Instant at, Actor by) implements FileEvent {}

    record CorrectionAsked(Instant at, Actor by) implements FileEvent {}

    record FileCorrected(Instant at, Actor by) implements FileEvent {}

    /** {@code at} is when it was done; a file that is deemed accepted counts as accepted from an earlier time. */
    record FileAccepted(Instant at, Actor by) implements FileEvent {}

    record FileRefused(Instant at, Actor by) implements FileEvent {}

    record FileWithdrawn(Instant at, Actor by) implements FileEvent {}

    record ResultDelivered(Instant at, Actor by) implements FileEvent {}
}
