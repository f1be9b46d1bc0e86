package onestop.intake.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import onestop.intake.figures.FigureDefinition.Measure;
import org.jspecify.annotations.Nullable;

/**
 * One figure as counted. {@link FigureDefinition} makes them.
 *
 * @param numerator the count itself, or what a share or mean is of
 * @param denominator what a share or mean is divided by; null for a count
 */
public record Figure(
        FigureDefinition definition,
        long numerator,
        @Nullable Long denominator) {

    private static final int SHARE_DECIMALS = 4;
    private static final int MEAN_DECIMALS = 2;

    public Figure {
        if ((definition.measure() == Measure.COUNT) != (denominator == null)) {
            throw new IllegalArgumentException(definition.code() + " is a count or has a denominator");
        }
    }

    /** A share or mean of nothing is unknown, not 100 % and not 0. */
    public @Nullable BigDecimal value() {
        if (denominator == null) {
            return BigDecimal.valueOf(numerator);
        }
        if (denominator == 0) {
            return null;
        }
        int decimals = definition.measure() == Measure.SHARE ? SHARE_DECIMALS : MEAN_DECIMALS;
        return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_EVEN);
    }
}
