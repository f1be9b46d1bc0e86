package onestop.evaluation.rectification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an order stands, with exactly what is known there. */
sealed interface OrderState {

    /** Waits for the unit to contact the rater. */
    record Dispatched() implements OrderState {}

    /** The rater was not satisfied: a second round begins like the first. */
    record Reopened() implements OrderState {}

    record Contacted(Instant contactedAt) implements OrderState {}

    /**
     * Waits for another unit to decide on an objection. The clocks run on.
     *
     * @param contactedAt null while the rater has not been contacted
     */
    record Objected(@Nullable Instant contactedAt, Objection objection) implements OrderState {}

    record Confirmed(Instant contactedAt) implements OrderState {}

    /** Declared complex: three times as long to rectify. */
    record Rectifying(Instant contactedAt, String complexReason) implements OrderState {}

    /**
     * Put right, as the unit says.
     *
     * @param attempts call-backs so far that reached nobody
     * @param lastAttemptAt when the last of them was made
     */
    record Rectified(Remedy remedy, int attempts, @Nullable Instant lastAttemptAt) implements OrderState {
        Rectified(Remedy remedy) {
            this(remedy, 0, null);
        }
    }

    record CalledBack(Remedy remedy, int attempts, Outcome outcome) implements OrderState {}

    /** @param outcome null when nobody could be called back, the rater being anonymous */
    record Closed(Remedy remedy, int attempts, @Nullable Outcome outcome, Instant at) implements OrderState {}

    /** The objection was upheld: the rating is kept and no longer counted. */
    record Invalidated(@Nullable Instant contactedAt, Objection objection, Instant at) implements OrderState {}

    /** What a unit did in one round. */
    record Remedy(Instant contactedAt, @Nullable String complexReason, String result, StaffId by, Instant at) {}

    /** How the last call-back ended. */
    enum Outcome {
        SATISFIED,
        NOT_SATISFIED,
        /** Nobody answered three times. */
        UNREACHABLE
    }
}
