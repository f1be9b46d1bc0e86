package onestop.appeal.rates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A share with what it was counted from. Without anything to count there is no percentage, and a rounded one is never shown as
 * 100 or 0 where it is not.
 */
record Rate(
        long numerator,
        long denominator,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal percent) {
    private static final BigDecimal ALMOST_ALL = new BigDecimal("99.99");
    private static final BigDecimal ALMOST_NONE = new BigDecimal("0.01");

    static Rate of(long numerator, long denominator) {
        if (numerator < 0 || numerator > denominator) {
            throw new IllegalArgumentException("%d of %d is no share".formatted(numerator, denominator));
        }
        return new Rate(numerator, denominator, denominator == 0 ? null : percent(numerator, denominator));
    }

    private static BigDecimal percent(long numerator, long denominator) {
        var rounded = BigDecimal.valueOf(numerator)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(denominator), 2, RoundingMode.HALF_UP);
        if (numerator < denominator && rounded.compareTo(ALMOST_ALL) > 0) {
            return ALMOST_ALL;
        }
        return numerator > 0 && rounded.compareTo(ALMOST_NONE) < 0 ? ALMOST_NONE : rounded;
    }
}
