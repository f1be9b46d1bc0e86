package onestop.appeal.supervision;

import java.time.Instant;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Supervision of one appeal has risen.
 *
 * @param unit the unit that holds it; absent while it is with the office
 * @param level 1 reminder, 2 yellow, 3 red, 4 for the leading group
 * @param measuredAt the due time, or when the call-back was
 */
record Notice(
        long id,
        UUID appealId,
        String number,
        @Nullable String unit,
        int level,
        Cause cause,
        @Nullable Clock clock,
        @Nullable Instant measuredAt,
        Instant raisedAt) {

    /** Why it has risen. */
    enum Cause {
        TIME,
        NOT_SATISFIED,
        REDO_FAILED,
        DISCIPLINE
    }
}
