package onestop.intake.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import org.junit.jupiter.api.Test;

class FigureTests {
    private static final FigureDefinition FILES =
            FigureDefinition.count("FILES", "申请", "Files", CountedUnit.FILE, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition SHARE =
            FigureDefinition.share("SHARE", "比例", "Share", CountedUnit.FILE, Cut.PERIOD);
    private static final FigureDefinition MEAN = FigureDefinition.mean("MEAN", "平均", "Mean", CountedUnit.FILE);

    @Test
    void aShareOfNothingIsUnknownAndOneOfSomethingKeepsFourDecimals() {
        assertThat(SHARE.of(0, 0).value()).isNull();
        assertThat(SHARE.of(0, 7).value()).isEqualByComparingTo("0");
        assertThat(SHARE.of(11, 12).value()).isEqualByComparingTo("0.9167");
        assertThat(SHARE.of(12, 12).value()).isEqualByComparingTo("1");
    }

    @Test
    void aMeanKeepsTwoDecimalsAndACountIsItself() {
        assertThat(MEAN.of(66, 5).value()).isEqualByComparingTo("13.2");
        assertThat(MEAN.of(1, 0).value()).isNull();
        assertThat(FILES.of(0).value()).isEqualByComparingTo("0");
    }

    @Test
    void aShareWithoutDenominatorCannotBeTold() {
        assertThatThrownBy(() -> SHARE.of(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FILES.of(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoSourcesCannotCallDifferentThingsTheSame() {
        assertThatThrownBy(() -> new ComputedFigures(List.of(source(FILES.of(1)), source(FILES.of(2)))))
                .hasMessageContaining("FILES");
    }

    @Test
    void whatIsNotKeptByTheQuestionIsNamedAndNotShown() {
        var figures = new ComputedFigures(List.of(source(FILES.of(1), SHARE.of(1, 2)), source(MEAN.of(1, 2))));

        var cut = figures.all(new FigureQuery(LocalDate.of(2026, 1, 1), null, "371327102000", null));

        assertThat(cut.figures()).containsExactly(FILES.of(1));
        assertThat(cut.notKept())
                .containsExactly(
                        new ComputedFigures.NotKept("MEAN", List.of(Cut.PERIOD, Cut.REGION)),
                        new ComputedFigures.NotKept("SHARE", List.of(Cut.REGION)));
        assertThat(figures.all(FigureQuery.EVERYTHING).figures())
                .containsExactly(FILES.of(1), MEAN.of(1, 2), SHARE.of(1, 2));
    }

    @Test
    void aPeriodIsWholeDaysOfTheCounty() {
        var march = new FigureQuery(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31), null, null);

        assertThat(march.start()).isEqualTo(Instant.parse("2026-02-28T16:00:00Z"));
        assertThat(march.end()).isEqualTo(Instant.parse("2026-03-31T16:00:00Z"));
    }

    @Test
    void aCountyHoldsItsTowns() {
        assertThat(in("371327000000")).isEqualTo("371327");
        assertThat(in("371327102000")).isEqualTo("371327102");
        assertThat(FigureQuery.EVERYTHING.regionPrefix()).isEmpty();
    }

    private static String in(String region) {
        return new FigureQuery(null, null, region, null).regionPrefix();
    }

    private static FigureSource source(Figure... figures) {
        return new FigureSource() {
            @Override
            public List<FigureDefinition> definitions() {
                return List.of(figures).stream().map(Figure::definition).toList();
            }

            @Override
            public List<Figure> count(FigureQuery query) {
                return List.of(figures);
            }
        };
    }
}
