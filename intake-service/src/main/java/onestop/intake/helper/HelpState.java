package onestop.intake.helper;

import org.jspecify.annotations.Nullable;

/** Where a request for help stands, with exactly what is true there. */
sealed interface HelpState {

    /** No helper serves the place, or none has been named yet. */
    record Waiting() implements HelpState {}

    record Entrusted(String helper) implements HelpState {}

    /** The helper is at it. */
    sealed interface AtWork extends HelpState {
        String helper();

        AtWork withHelper(String other);
    }

    record Accepted(String helper) implements AtWork {
        @Override
        public Accepted withHelper(String other) {
            return new Accepted(other);
        }
    }

    record Handled(String helper) implements AtWork {
        @Override
        public Handled withHelper(String other) {
            return new Handled(other);
        }
    }

    record Suspended(AtWork before, String reason) implements HelpState {}

    record Delivered(String helper) implements HelpState {}

    record Archived(String helper) implements HelpState {}

    record Reported(String helper) implements HelpState {}

    record FollowedUp(String helper, boolean satisfied) implements HelpState {}

    /** The enterprise goes on by itself, with everything that was done. */
    record HandedBack(String helper, String reason) implements HelpState {}

    /** By whichever side, perhaps before a helper was found. */
    record Ended(@Nullable String helper, String reason) implements HelpState {}
}
