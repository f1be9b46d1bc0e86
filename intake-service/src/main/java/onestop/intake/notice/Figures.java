package onestop.intake.notice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What one matter at one window takes, against its items one by one.
 *
 * @param materialsSeparately what the items would ask for one by one, each branch for itself
 * @param formsSeparately distinct forms; together they become one
 * @param applicantSubmits distinct documents that are neither shared nor produced on the way nor on file, and the one form
 * @param promisedDaysSequential an item decided on the spot counts one day
 * @param visitsPromised how often the guides say that somebody has to come; of several items the most, as they are one matter; null where
 *     a guide does not tell
 * @param packagePromisedDays the longest promise of each stage, stage after stage
 */
public record Figures(
        int items,
        int departments,
        int materialsSeparately,
        int materialsDistinct,
        int formsSeparately,
        int formsInPackage,
        int obtainedByDataSharing,
        int producedInsidePackage,
        int applicantSubmits,
        @Nullable BigDecimal materialReductionRate,
        @Nullable BigDecimal distinctOnlyReductionRate,
        int statutoryDaysSequential,
        int promisedDaysSequential,
        int packagePromisedDays,
        @Nullable BigDecimal timeReductionVsStatutory,
        @Nullable BigDecimal timeReductionVsPromised,
        int windowVisitsSeparately,
        int windowVisitsInPackage,
        @Nullable Integer visitsPromised) {

    private static final int DECIMALS = 4;

    /** 1 − part ÷ whole; a rate without a denominator is unknown, not 100 %. */
    public static @Nullable BigDecimal reduction(int part, int whole) {
        if (whole == 0) {
            return null;
        }
        // Rounded from the double, half to even, as the published figures were.
        var rate = new BigDecimal(1 - (double) part / whole)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rate.scale() < 0 ? rate.setScale(0) : rate;
    }
}
