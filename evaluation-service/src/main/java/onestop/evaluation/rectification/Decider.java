package onestop.evaluation.rectification;

import org.jspecify.annotations.Nullable;

/**
 * Who decides on another unit's affairs.
 *
 * @param unit null for whoever belongs to none
 * @param workedOnTheFile whether the service complained of was partly theirs
 */
record Decider(StaffId id, @Nullable String unit, boolean workedOnTheFile) {
    /** Nobody decides in a matter of their own unit, nor of a file they worked on. */
    boolean concernedBy(RectificationOrder order) {
        return workedOnTheFile || order.about().unit().equals(unit);
    }
}
