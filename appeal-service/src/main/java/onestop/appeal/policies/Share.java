package onestop.appeal.policies;

import java.math.BigDecimal;
import java.math.RoundingMode;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.Figure;

/**
 * A part or a multiple of another figure, such as 3 % of the revenue. Figures are compared without rounding: both sides are multiplied
 * until no decimals are left, in 128 bits.
 *
 * @param factor above 0, at most {@value #GREATEST}, with at most {@value #MOST_DECIMALS} decimals
 */
record Share(Figure of, BigDecimal factor) {
    static final int GREATEST = 1_000_000;
    static final int MOST_DECIMALS = 6;

    Share {
        if (!possible(factor)) {
            throw new IllegalArgumentException("a factor is above 0, at most a million, with at most six decimals");
        }
        factor = factor.stripTrailingZeros();
    }

    static boolean possible(BigDecimal factor) {
        return factor.signum() > 0
                && factor.compareTo(BigDecimal.valueOf(GREATEST)) <= 0
                && factor.stripTrailingZeros().scale() <= MOST_DECIMALS;
    }

    /** Compares one figure with this share of another one. Made once for a condition, used for every enterprise. */
    Comparison comparison() {
        int decimals = Math.max(0, factor.scale());
        return new Comparison(
                of,
                factor.movePointRight(decimals).longValueExact(),
                BigDecimal.TEN.pow(decimals).longValueExact());
    }

    /** {@code own} is compared with {@code of × numerator ÷ denominator}. */
    record Comparison(Figure of, long numerator, long denominator) {
        /** Negative, zero or positive, as the figure is below, at or above the share; figures are not negative. */
        int compare(long own, EnterpriseColumns enterprises, int row) {
            long other = enterprises.value(of, row);
            long ownHigh = Math.multiplyHigh(own, denominator);
            long otherHigh = Math.multiplyHigh(other, numerator);
            return ownHigh == otherHigh
                    ? Long.compareUnsigned(own * denominator, other * numerator)
                    : Long.compare(ownHigh, otherHigh);
        }
    }

    /** The share in whole units, rounded as asked: up where it is a least, down where it is a most. */
    BigDecimal amount(long other, RoundingMode rounding) {
        return factor.multiply(BigDecimal.valueOf(other)).setScale(0, rounding);
    }
}
