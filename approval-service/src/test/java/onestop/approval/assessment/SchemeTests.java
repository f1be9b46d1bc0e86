package onestop.approval.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import onestop.approval.assessment.Scheme.Result;
import onestop.approval.figures.UnitFigures.OfUnit;
import onestop.web.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By a scheme of 40, 20 and 40 points; 5 a red light, 20 a breach, 10 a light without an answer, 1 a return; 90, 80, 60. */
class SchemeTests {
    @ParameterizedTest
    @CsvSource({
        // decided, promised, statutory, red, breach, unanswered, returns, score, grade
        "100, 100, 100, 0, 0, 0, 0, 100.00, EXCELLENT",
        "100,  75, 100, 0, 0, 0, 0,  90.00, EXCELLENT",
        "100,  74, 100, 1, 0, 0, 0,  84.60, GOOD",
        "100,  75, 100, 0, 0, 0, 1,  89.00, GOOD",
        "100, 100,  99, 0, 1, 0, 0,  79.80, QUALIFIED",
        "200, 200, 199, 0, 1, 0, 0,  89.90, GOOD",
        "300, 300, 299, 0, 1, 0, 0,  93.27, GOOD", // a breach keeps from the best grade whatever the score
        "100, 100, 100, 8, 0, 0, 0,  60.00, QUALIFIED",
        "100, 100, 100, 9, 9, 9, 9,  60.00, QUALIFIED", // nothing is deducted from what was in time
        "100,  99, 100, 8, 0, 0, 0,  59.60, UNQUALIFIED",
        "  7,   5,   7, 0, 0, 1, 1,  48.57, UNQUALIFIED",
        "100,   0,   0, 0, 0, 0, 0,  40.00, UNQUALIFIED",
        "  5,   5,   5, 0, 0, 0, 0, 100.00, EXCELLENT",
    })
    void aUnitIsAssessedByWhatWasInTimeAndWhatIsLeftAfterDeductions(
            long decided,
            long promised,
            long statutory,
            long red,
            long breach,
            long unanswered,
            long returns,
            BigDecimal score,
            Grade grade) {
        assertThat(scheme().assess(new OfUnit(
                        "U", decided, promised, statutory, 0, 0, 0, red, breach, unanswered, returns)))
                .isEqualTo(new Result(score, grade));
    }

    @Test
    void aLateCaseThatEndedWithoutADecisionWeighsAsMuchAsOneDecidedLate() {
        var decidedLate = scheme().assess(new OfUnit("U", 100, 90, 99, 0, 0, 0, 1, 0, 0, 0));

        assertThat(scheme().assess(new OfUnit("U", 80, 80, 80, 20, 10, 19, 1, 0, 0, 0)))
                .isEqualTo(decidedLate);
        assertThat(scheme().assess(new OfUnit("U", 2, 2, 2, 3, 3, 3, 0, 0, 0, 0)))
                .as("together enough to be rated")
                .isEqualTo(new Result(new BigDecimal("100.00"), Grade.EXCELLENT));
    }

    @Test
    void withTooFewCasesAUnitIsNotRatedHoweverBadTheyAre() {
        assertThat(scheme().assess(new OfUnit("U", 3, 0, 0, 1, 0, 0, 4, 4, 4, 0)))
                .isEqualTo(new Result(null, Grade.NOT_RATED));
        assertThat(scheme().assess(new OfUnit("U", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
                .isEqualTo(new Result(null, Grade.NOT_RATED));
    }

    @Test
    void aQuarterHasThreeMonths() {
        assertThat(Quarter.parse("2026-Q1").lastDay()).isEqualTo("2026-03-31");
        assertThat(Quarter.parse("2026-Q4").firstDay()).isEqualTo("2026-10-01");
        assertThat(Quarter.of(LocalDate.of(2026, 3, 31))).hasToString("2026-Q1");
        assertThat(Quarter.of(LocalDate.of(2026, 4, 1))).hasToString("2026-Q2");
        assertThat(Quarter.of(LocalDate.of(2026, 12, 31))).hasToString("2026-Q4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-Q5", "2026-Q0", "2026Q1", "1999-Q1", "2026-03", ""})
    void whatIsNoQuarterIsRefused(String text) {
        assertThatThrownBy(() -> Quarter.parse(text)).isInstanceOf(InvalidFieldException.class);
    }

    private static Scheme scheme() {
        return new Scheme(
                1,
                LocalDate.of(2023, 1, 1),
                40,
                20,
                40,
                BigDecimal.valueOf(5),
                BigDecimal.valueOf(20),
                BigDecimal.valueOf(10),
                BigDecimal.ONE,
                BigDecimal.valueOf(90),
                BigDecimal.valueOf(80),
                BigDecimal.valueOf(60),
                0,
                5,
                "test");
    }
}
