package onestop.evaluation.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import onestop.evaluation.indicators.Indicators.ServicesCounted;
import onestop.evaluation.indicators.Indicators.Subject;
import onestop.evaluation.rectification.RectificationFigures.Figures;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Slice;
import org.junit.jupiter.api.Test;

class IndicatorsTests {
    private static final Figures NO_ORDERS = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void ofNothingThereIsNoShare() {
        var nothing = indicators(Map.of(), new ServicesCounted(0, 0), NO_ORDERS);

        assertThat(List.of(
                        nothing.goodRate(),
                        nothing.badRate(),
                        nothing.activeRate(),
                        nothing.coverageRate(),
                        nothing.score(),
                        nothing.rectificationRate(),
                        nothing.onTimeRectificationRate(),
                        nothing.callBackRate(),
                        nothing.callBackSatisfactionRate(),
                        nothing.confirmedRate()))
                .containsOnly(new Ratio(0, 0, null));
        assertThat(nothing.byLevel()).hasSize(5).containsValue(0L);
        assertThat(nothing.byChannel()).isEmpty();
    }

    @Test
    void theThirdLevelIsGoodAndTheLastTwoAreBad() {
        var indicators = indicators(
                Map.of(
                        Channel.PC, Map.of(Level.VERY_SATISFIED, 1L, Level.SATISFIED, 2L, Level.VERY_DISSATISFIED, 16L),
                        Channel.SMS, Map.of(Level.BASICALLY_SATISFIED, 4L, Level.DISSATISFIED, 8L),
                        Channel.PHONE, Map.of(Level.SATISFIED, 0L)),
                new ServicesCounted(40, 30),
                new Figures(24, 20, 22, 18, 10, 9, 9, 9, 6, 23, 25));

        assertThat(indicators.ratings()).isEqualTo(31);
        assertThat(indicators.goodRate()).isEqualTo(Ratio.of(7, 31));
        assertThat(indicators.badRate()).isEqualTo(Ratio.of(24, 31));
        assertThat(indicators.score()).isEqualTo(Ratio.of(10 + 2 * 8 + 4 * 6 + 8 * 3, 31));
        assertThat(indicators.byChannel())
                .containsEntry(Channel.PC, 19L)
                .containsEntry(Channel.SMS, 12L)
                .doesNotContainKey(Channel.PHONE);
        assertThat(indicators.coverageRate()).isEqualTo(Ratio.of(30, 40));
        assertThat(indicators.rectificationRate()).isEqualTo(Ratio.of(20, 24));
        assertThat(indicators.onTimeRectificationRate()).isEqualTo(Ratio.of(18, 22));
        assertThat(indicators.callBackRate()).isEqualTo(Ratio.of(9, 10));
        assertThat(indicators.callBackSatisfactionRate()).isEqualTo(Ratio.of(6, 9));
        assertThat(indicators.confirmedRate())
                .as("of all bad ones, also of the one that was found to be none")
                .isEqualTo(Ratio.of(23, 25));
    }

    @Test
    void aRatingThatNobodyGaveIsNoActiveOne() {
        var indicators = indicators(
                Map.of(
                        Channel.SYSTEM_DEFAULT, Map.of(Level.VERY_SATISFIED, 3L),
                        Channel.QR_CODE, Map.of(Level.VERY_SATISFIED, 1L)),
                new ServicesCounted(4, 1),
                NO_ORDERS);

        assertThat(indicators.activeRate()).isEqualTo(Ratio.of(1, 4));
    }

    @Test
    void oneMeansAllAndNeverNearlyAll() {
        assertThat(Ratio.of(9_999_999, 10_000_000).ratio()).isEqualByComparingTo("0.999999");
        assertThat(Ratio.of(10_000_000, 10_000_000).ratio()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(Ratio.of(1, 3).ratio()).isEqualByComparingTo("0.333333");
    }

    private static Indicators indicators(
            Map<Channel, Map<Level, Long>> ratings, ServicesCounted services, Figures orders) {
        var day = LocalDate.parse("2026-03-05");
        return Indicators.of(
                new Subject(Slice.UNIT, "XZSP", day, day, OffsetDateTime.parse("2026-03-05T10:00:00+08:00")),
                ratings,
                services,
                orders);
    }
}
