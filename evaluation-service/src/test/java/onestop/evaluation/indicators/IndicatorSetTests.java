package onestop.evaluation.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import onestop.evaluation.indicators.IndicatorSet.Counts;
import onestop.evaluation.rectification.RectificationFigures.Figures;
import onestop.evaluation.scale.Slice;
import org.junit.jupiter.api.Test;

class IndicatorSetTests {
    private static final Counts TEN = new Counts(10, 9, 85, 10);

    @Test
    void aResultIsTheWeightedMeanOfTheIndicators() {
        var orders = new Figures(4, 3, 4, 2, 2, 2, 1, 1, 1, 0, 4);

        assertThat(set(Map.of(Indicator.GOOD_RATE, 60, Indicator.SCORE, 40)).result(TEN, orders))
                .isEqualByComparingTo("88"); // 0.6 x 90 + 0.4 x 85
        assertThat(set(Map.of(Indicator.RECTIFICATION_RATE, 50, Indicator.ON_TIME_RECTIFICATION_RATE, 50))
                        .result(TEN, orders))
                .isEqualByComparingTo("62.5"); // 75 and 50
        assertThat(set(Map.of(Indicator.CALL_BACK_RATE, 100)).result(TEN, orders))
                .isEqualByComparingTo("50");
        assertThat(set(Map.of(Indicator.CALL_BACK_SATISFACTION_RATE, 20, Indicator.ACTIVE_RATE, 80))
                        .result(TEN, orders))
                .isEqualByComparingTo("100");
    }

    @Test
    void whatSaysNothingLeavesItsWeightToTheOthers() {
        var set = set(Map.of(Indicator.GOOD_RATE, 50, Indicator.RECTIFICATION_RATE, 50));

        assertThat(set.result(TEN, null)).isEqualByComparingTo("90");
        assertThat(set.result(TEN, new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
                .isEqualByComparingTo("90");
    }

    @Test
    void whatIsStillInTimeIsHeldAgainstNobody() {
        var inTime = new Figures(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1);
        var oneOfThree = new Figures(3, 1, 2, 1, 3, 2, 1, 0, 0, 0, 3);

        assertThat(set(Map.of(
                                Indicator.GOOD_RATE, 40,
                                Indicator.SCORE, 20,
                                Indicator.RECTIFICATION_RATE, 20,
                                Indicator.CALL_BACK_RATE, 20))
                        .result(new Counts(100, 99, 990, 100), inTime))
                .isEqualByComparingTo("99");
        assertThat(set(Map.of(Indicator.RECTIFICATION_RATE, 100)).result(TEN, oneOfThree))
                .as("one put right, one overdue, one in time")
                .isEqualByComparingTo("50");
        assertThat(set(Map.of(Indicator.CALL_BACK_RATE, 100)).result(TEN, oneOfThree))
                .isEqualByComparingTo("50");
    }

    @Test
    void ofNothingThereIsNoResult() {
        assertThat(set(Map.of(Indicator.GOOD_RATE, 100)).result(new Counts(0, 0, 0, 0), null))
                .isNull();
    }

    @Test
    void everyIndicatorHasAShare() {
        var all = new Figures(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

        for (var indicator : Indicator.values()) {
            assertThat(set(Map.of(indicator, 100)).result(new Counts(1, 1, 10, 1), all))
                    .as(indicator.name())
                    .isEqualByComparingTo("100");
        }
    }

    private static IndicatorSet set(Map<Indicator, Integer> weights) {
        return new IndicatorSet(Slice.ITEM, 1, LocalDate.parse("2026-01-01"), weights);
    }
}
