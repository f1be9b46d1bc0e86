package onestop.evaluation.indicators;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import onestop.evaluation.rectification.RectificationFigures.Figures;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;

/**
 * By which indicators a unit, an item or an officer is judged, and how much each weighs.
 *
 * @param weights add up to 100
 */
record IndicatorSet(Slice slice, int version, LocalDate validFrom, Map<Indicator, Integer> weights) {
    static final int ALL = 100;
    private static final int PLACES = 4;

    /** What of a key's counts the indicators are made of. */
    record Counts(long ratings, long good, long points, long active) {}

    /**
     * The weighted result, 0 to 100. An indicator of nothing (no bad rating, so nothing to put right) says nothing: the
     * others bear its weight. Null when none says anything.
     *
     * <p>A bad rating is held against nobody while its order is in time (one, five or fifteen working days): the two rates of
     * what was put right and who was called back are of what has fallen due. A published result stays for ever, and its period's last
     * ratings have not fallen due when it is made.
     */
    @Nullable
    BigDecimal result(Counts counts, @Nullable Figures orders) {
        var sum = BigDecimal.ZERO;
        int weighed = 0;
        for (var weight : weights.entrySet()) {
            var share = share(weight.getKey(), counts, orders);
            if (share.denominator() > 0) {
                sum = sum.add(BigDecimal.valueOf(share.numerator())
                        .multiply(BigDecimal.valueOf((long) ALL * weight.getValue()))
                        .divide(BigDecimal.valueOf(share.denominator()), PLACES + 4, RoundingMode.DOWN));
                weighed += weight.getValue();
            }
        }
        return weighed == 0 ? null : sum.divide(BigDecimal.valueOf(weighed), PLACES, RoundingMode.DOWN);
    }

    private static Share share(Indicator indicator, Counts counts, @Nullable Figures orders) {
        return switch (indicator) {
            case GOOD_RATE -> new Share(counts.good(), counts.ratings());
            case SCORE -> new Share(counts.points(), 10 * counts.ratings());
            case ACTIVE_RATE -> new Share(counts.active(), counts.ratings());
            case RECTIFICATION_RATE -> orders == null ? NOTHING : new Share(orders.rectified(), orders.fellDue());
            case ON_TIME_RECTIFICATION_RATE -> orders == null ? NOTHING : new Share(orders.onTime(), orders.fellDue());
            case CALL_BACK_RATE -> orders == null ? NOTHING : new Share(orders.calledBack(), orders.realNameDue());
            case CALL_BACK_SATISFACTION_RATE ->
                orders == null ? NOTHING : new Share(orders.satisfied(), orders.reached());
        };
    }

    private static final Share NOTHING = new Share(0, 0);

    private record Share(long numerator, long denominator) {}
}
