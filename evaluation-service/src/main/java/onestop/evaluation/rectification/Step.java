package onestop.evaluation.rectification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order: one line of its history.
 *
 * @param by null when the platform did it
 */
record Step(
        Kind kind,
        Instant at,
        @Nullable StaffId by,
        @Nullable String note) {

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
        CLOSED
    }
}
