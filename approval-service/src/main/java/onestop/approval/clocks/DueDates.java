package onestop.approval.clocks;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When a case is due. Both dates are absent while the clocks stand still.
 *
 * @param provisional a day on the way was judged without a published calendar, so that a date may still move
 */
public record DueDates(
        @Nullable LocalDate promisedOn, @Nullable LocalDate statutoryOn, boolean provisional) {

    /** Whether the promised day has not passed. A stopped clock is in time. */
    public boolean promiseHolds(LocalDate today) {
        return promisedOn == null || !today.isAfter(promisedOn);
    }

    /** Whether the statutory day has not passed. A stopped clock is in time. */
    public boolean lawHolds(LocalDate today) {
        return statutoryOn == null || !today.isAfter(statutoryOn);
    }
}
