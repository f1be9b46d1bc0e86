package onestop.approval.reductions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A number beside what it would have been.
 *
 * @param baseline unknown where nobody has stated it
 * @param actual unknown where nothing tells it
 */
record Comparison(@Nullable Long baseline, @Nullable Long actual) {

    /** Whether both numbers are known; only then do they enter a sum, since half a comparison would tilt it. */
    boolean complete() {
        return baseline != null && actual != null;
    }

    /** 1 − actual ÷ baseline to four digits; null when the baseline is 0 or absent, negative when more was asked than before. */
    @Nullable
    BigDecimal reduction() {
        if (baseline == null || actual == null || baseline == 0) {
            return null;
        }
        return BigDecimal.ONE.subtract(
                BigDecimal.valueOf(actual).divide(BigDecimal.valueOf(baseline), 4, RoundingMode.HALF_UP));
    }
}
