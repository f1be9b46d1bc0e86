package onestop.evaluation.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import onestop.evaluation.improvement.Comparison.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTests {

    /** The examples of Newcombe's article (Statistics in Medicine 17, 1998, table II, method 10), first minus second. */
    @ParameterizedTest(name = "{0}/{1} against {2}/{3}")
    @CsvSource({
        "56, 70, 48, 80,  0.0524, 0.3339",
        " 9, 10,  3, 10,  0.1705, 0.8090",
        " 6,  7,  2,  7,  0.0582, 0.8062",
        " 5, 56,  0, 29, -0.0381, 0.1926",
        " 0, 10,  0, 20, -0.1611, 0.2775",
        " 0, 10,  0, 10, -0.2775, 0.2775",
        "10, 10,  0, 20,  0.6791, 1.0000",
        "10, 10,  0, 10,  0.6075, 1.0000"
    })
    void theIntervalIsThatOfTheArticle(
            long count, long among, long otherCount, long otherAmong, double lower, double upper) {
        var difference =
                Objects.requireNonNull(Comparison.of(new Share(otherCount, otherAmong), new Share(count, among))
                        .difference());

        assertThat(difference.lower()).isCloseTo(lower, within(0.0001));
        assertThat(difference.upper()).isCloseTo(upper, within(0.0001));
    }

    @ParameterizedTest(name = "from {0}/{1} to {2}/{3}: {4}")
    @CsvSource({
        "80, 1000, 30, 1000, IMPROVED",
        "30, 1000, 80, 1000, WORSENED",
        " 4,   50,  2,   50, NO_EVIDENCE_OF_CHANGE", // half as often, and still nothing is known
        " 0,  100,  0,  100, NO_EVIDENCE_OF_CHANGE",
        " 5,  100,  0,    0, NOT_COMPARABLE",
        " 0,    0,  5,  100, NOT_COMPARABLE"
    })
    void whatMayBeSaid(long before, long amongBefore, long after, long amongAfter, Verdict verdict) {
        var comparison = Comparison.of(new Share(before, amongBefore), new Share(after, amongAfter));

        assertThat(comparison.verdict()).isEqualTo(verdict);
        assertThat(comparison.difference() == null).isEqualTo(verdict == Verdict.NOT_COMPARABLE);
    }

    /** Where nothing has changed, a change may be claimed in about one case of twenty, not more. */
    @ParameterizedTest
    @CsvSource({"0.02, 200", "0.05, 400", "0.3, 60"})
    void whereNothingHasChangedAChangeIsSeldomClaimed(double probability, int among) {
        var random = new Random(20260305);
        int tries = 4_000;
        int claimed = 0;
        for (int i = 0; i < tries; i++) {
            var before = new Share(draw(random, probability, among), among);
            var after = new Share(draw(random, probability, among), among);
            if (Comparison.of(before, after).verdict() != Verdict.NO_EVIDENCE_OF_CHANGE) {
                claimed++;
            }
        }

        assertThat((double) claimed / tries).isLessThan(0.065);
    }

    /** And where it has, it is seen most of the time. */
    @Test
    void aLargeChangeIsSeen() {
        var random = new Random(20260306);
        int seen = 0;
        for (int i = 0; i < 500; i++) {
            var before = new Share(draw(random, 0.10, 500), 500);
            var after = new Share(draw(random, 0.04, 500), 500);
            if (Comparison.of(before, after).verdict() == Verdict.IMPROVED) {
                seen++;
            }
        }

        assertThat(seen).isGreaterThan(450);
    }

    @Test
    void noShareIsMoreThanAll() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Share(2, 1));
    }

    private static long draw(Random random, double probability, int among) {
        return random.doubles(among).filter(one -> one < probability).count();
    }
}
