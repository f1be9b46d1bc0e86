package onestop.evaluation.indicators;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A part of a whole. Of nothing there is no share: not 0, and above all not 1. */
record Ratio(
        long numerator,
        long denominator,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal ratio) {
    private static final int PLACES = 6;

    /** Cut, not rounded: 1 means all of them, never nearly all. */
    static Ratio of(long numerator, long denominator) {
        return new Ratio(
                numerator,
                denominator,
                denominator == 0
                        ? null
                        : BigDecimal.valueOf(numerator)
                                .divide(BigDecimal.valueOf(denominator), PLACES, RoundingMode.DOWN));
    }
}
