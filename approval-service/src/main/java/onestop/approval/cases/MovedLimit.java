package onestop.approval.cases;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A limit beside the two clocks that a changed calendar moved.
 *
 * @param request the number of what other units were asked; null for other limits
 * @param before its last day as it was told
 * @param now its last day by the calendar in force
 */
public record MovedLimit(What what, @Nullable Integer request, LocalDate before, LocalDate now) {
    public enum What {
        /** Of the step that is due. */
        STEP,
        /** The day by which a suspension is expected to end. */
        SUSPENSION,
        /** Until when a hearing may be asked for. */
        HEARING_ASKED,
        /** Until when a hearing has to be held. */
        HEARING_HELD,
        /** Until when other units are to answer. */
        OPINIONS
    }
}
