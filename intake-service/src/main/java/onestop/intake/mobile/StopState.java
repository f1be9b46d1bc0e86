package onestop.intake.mobile;

import java.time.Instant;

/** Where a stop stands. */
sealed interface StopState {
    record Planned() implements StopState {}

    record Started(Instant at, String by) implements StopState {}

    record Ended(Started start, Instant at, String by) implements StopState {}

    record Cancelled(String reason) implements StopState {}
}
