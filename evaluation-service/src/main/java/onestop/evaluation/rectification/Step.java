package onestop.evaluation.rectification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order: one line of its history.
 *
 * @param by null when the platform did it
 * @param answer what the rater answered with it, or what was withdrawn; null of the other steps
 */
record Step(
        Kind kind,
        Instant at,
        @Nullable StaffId by,
        @Nullable String note,
        Tally.@Nullable Answer answer) {

    Step(Kind kind, Instant at, @Nullable StaffId by, @Nullable String note) {
        this(kind, at, by, note, null);
    }

    /** The words of the history. */
    enum Kind {
        OPENED,
        CONTACTED,
        CONFIRMED,
        DECLARED_COMPLEX,
        RECTIFIED,
        CALL_BACK_NOT_REACHED,
        CALLED_BACK,
        REOPENED,
        CLOSED,
        /** The rater has rated once more. */
        FOLLOWED_UP,
        /** What the rater said once more was found invalid. */
        FOLLOW_UP_WITHDRAWN,
        OBJECTED,
        OBJECTION_REJECTED,
        /** Sent on to the unit that handled the service. */
        REDISPATCHED,
        INVALIDATED,
        CHECK_PASSED,
        CHECK_FAILED,
        INSTRUCTED,
        SECOND_CALL_BACK_ANSWERED,
        SECOND_CALL_BACK_NOT_REACHED,
        TALKED
    }
}
