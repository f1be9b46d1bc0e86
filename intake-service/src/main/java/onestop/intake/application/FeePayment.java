package onestop.intake.application;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import onestop.intake.application.Actor.Side;
import org.jspecify.annotations.Nullable;

/**
 * A fee that was paid, as it stands on its receipt.
 *
 * @param number of the receipt that the payer got; one receipt pays once
 * @param ordinal counts the payments of a file, from 1; at most {@link #MOST}
 * @param items whose fees were paid
 * @param amountYuan above 0, with two decimals
 * @param unit who took the money: of the clerk, or the unit whose fee was paid online
 * @param recordedAt when it was entered here
 */
record FeePayment(
        String number,
        int ordinal,
        Set<String> items,
        BigDecimal amountYuan,
        String unit,
        @Nullable String windowCode,
        Instant recordedAt,
        String recordedBy,
        Side recordedAs) {
    static final int MOST = 50;

    FeePayment {
        items = Set.copyOf(items);
        if (items.isEmpty() || amountYuan.signum() <= 0) {
            throw new IllegalArgumentException("a payment pays something for something");
        }
    }

    /** Whether both say the same of the same receipt, whoever entered it. */
    boolean saysTheSame(Set<String> otherItems, BigDecimal otherAmountYuan) {
        return items.equals(otherItems) && amountYuan.compareTo(otherAmountYuan) == 0;
    }
}
