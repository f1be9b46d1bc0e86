package onestop.approval.reductions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import onestop.approval.reductions.FileFacts.Told;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileFactsTests {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Told TOLD = new Told(59L, 10L, 38L, 7L);

    @Test
    void whoHandsInAndCollectsOnOneDayComesOnce() {
        assertThat(visits("WINDOW", Set.of(MONDAY))).isEqualTo(1);
        assertThat(visits("WINDOW", Set.of(MONDAY.plusDays(2)))).isEqualTo(2);
        assertThat(visits("ONLINE", Set.of(MONDAY.plusDays(2)))).isEqualTo(1);
        assertThat(visits("ONLINE", Set.of())).isZero();
    }

    @Test
    void aCorrectionAndACollectionAreStepsOfTheirOwn() {
        assertThat(facts("ONLINE", Map.of(Measure.STEPS, 20L), 2, 1, Set.of())
                        .measures()
                        .get(Measure.STEPS))
                .isEqualTo(new Comparison(20L, 4L));
    }

    @Test
    void aDatedBaselineGoesBeforeWhatTheAcceptanceTells() {
        var dated = facts("WINDOW", Map.of(Measure.MATERIALS, 70L), 0, 0, Set.of());

        assertThat(dated.measures().get(Measure.MATERIALS)).isEqualTo(new Comparison(70L, 7L));
        assertThat(dated.measures().get(Measure.WORKING_DAYS)).isEqualTo(new Comparison(38L, 3L));
        assertThat(dated.baselineSources()).containsExactly("survey", FileFacts.CATALOGUE);
    }

    @Test
    void whatNobodyStatedStaysUnknown() {
        var cost = facts("WINDOW", Map.of(), 0, 0, Set.of()).measures().get(Measure.COST_FEN);

        assertThat(cost).isEqualTo(new Comparison(null, null));
    }

    @Test
    void eachVisitCostsAsMuchAsTheMostDemandingCase() {
        var minutes = new FileFacts(
                        "LB1",
                        null,
                        "XZSP",
                        "WINDOW",
                        MONDAY,
                        MONDAY,
                        1,
                        Map.of(Measure.MINUTES, 1450L),
                        Map.of(Measure.MINUTES, 145L),
                        TOLD,
                        List.of("survey"),
                        0,
                        1,
                        Set.of(MONDAY.plusDays(3)))
                .measures()
                .get(Measure.MINUTES);

        assertThat(minutes).isEqualTo(new Comparison(1450L, 290L));
    }

    @Test
    void aReductionIsExactToFourDigitsAndAbsentWithoutABaseline() {
        assertThat(new Comparison(59L, 7L).reduction()).isEqualByComparingTo(new BigDecimal("0.8814"));
        assertThat(new Comparison(2L, 3L).reduction()).isEqualByComparingTo(new BigDecimal("-0.5"));
        assertThat(new Comparison(0L, 3L).reduction()).isNull();
        assertThat(new Comparison(null, 3L).reduction()).isNull();
        assertThat(new Comparison(3L, null).reduction()).isNull();
    }

    private static @Nullable Long visits(String channel, Set<LocalDate> collectedOn) {
        return Objects.requireNonNull(facts(channel, Map.of(), 0, collectedOn.size(), collectedOn)
                        .measures()
                        .get(Measure.VISITS))
                .actual();
    }

    private static FileFacts facts(
            String channel,
            Map<Measure, Long> separately,
            int corrections,
            int collections,
            Set<LocalDate> collectedOn) {
        return new FileFacts(
                "LB1",
                "PKG-TEST",
                "XZSP",
                channel,
                MONDAY,
                MONDAY.plusDays(2),
                3,
                separately,
                Map.of(),
                TOLD,
                List.of("survey"),
                corrections,
                collections,
                collectedOn);
    }
}
