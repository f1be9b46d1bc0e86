package onestop.approval.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onestop.approval.integrity.Draw.Candidate;
import onestop.approval.integrity.Draw.Drawn;
import onestop.approval.integrity.Draw.Reason;
import onestop.approval.integrity.SpotCheckState.Act;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawTests {
    private static final String SEED = "000102030405060708090a0b0c0d0e0f";

    @Test
    void theSameSeedDrawsTheSameCasesInWhateverOrderTheyCome() {
        var cases = cases(200);
        var shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled);

        assertThat(numbers(new Draw(SEED, 5, 3).from(shuffled)))
                .isEqualTo(numbers(new Draw(SEED, 5, 3).from(cases)))
                .hasSize(10)
                .isSorted();
    }

    /** Computed with sha256sum, as somebody outside would. */
    @Test
    void anybodyCanDrawAgainWithNothingButSha256() {
        assertThat(numbers(new Draw(SEED, 0, 1).from(cases(3)))).containsExactly("C0001");
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 0", "1, 3, 1", "2, 3, 2", "40, 3, 3", "61, 3, 4", "100, 3, 5", "101, 3, 6", "1000, 0, 50"})
    void theShareIsRoundedUpAndAtLeastSoMany(int decided, int atLeast, int drawn) {
        assertThat(new Draw(SEED, 5, atLeast).from(cases(decided))).hasSize(drawn);
    }

    @Test
    void aCaseCorrectedTwiceOrReturnedIsAlwaysDrawnOnTopOfChance() {
        var cases = new ArrayList<>(cases(100));
        cases.add(new Candidate("X-1", true, false));
        cases.add(new Candidate("X-2", true, true));
        cases.add(new Candidate("X-3", false, true));

        var drawn = new Draw(SEED, 0, 0).from(cases);

        assertThat(drawn)
                .containsExactly(
                        new Drawn("X-1", List.of(Reason.CORRECTED_TWICE)),
                        new Drawn("X-2", List.of(Reason.CORRECTED_TWICE, Reason.RETURNED)),
                        new Drawn("X-3", List.of(Reason.RETURNED)));
        assertThat(new Draw(SEED, 100, 0).from(cases))
                .hasSize(103)
                .allSatisfy(one -> assertThat(one.reasons()).contains(Reason.RANDOM));
    }

    @Test
    void everyCaseIsDrawnAboutAsOften() {
        var cases = cases(50);
        var times = new int[50];
        for (int i = 0; i < 2_000; i++) {
            for (var one : new Draw("%032x".formatted(i), 10, 0).from(cases)) {
                times[Integer.parseInt(one.caseNumber().substring(1)) - 1]++;
            }
        }
        // 5 of 50, 2000 times: 200 each on average, with a deviation of 13
        assertThat(times).satisfies(all -> assertThat(IntStream.of(all)).allMatch(count -> count > 135 && count < 265));
    }

    @Test
    void nothingIsDoneToACheckOutOfTurn() {
        var legal = new HashSet<String>();
        for (var state : SpotCheckState.values()) {
            for (var act : Act.values()) {
                state.after(act).ifPresent(next -> legal.add(state + " " + act + " " + next));
            }
        }
        assertThat(legal)
                .containsExactlyInAnyOrder(
                        "DRAWN FOUND_SOUND SOUND",
                        "DRAWN FOUND_FAULT FOUND",
                        "DRAWN FOUND_BREACH FOUND",
                        "FOUND FOLLOWED_UP FOLLOWED_UP",
                        "FOLLOWED_UP SENT_BACK FOUND",
                        "FOLLOWED_UP CLOSED CLOSED");
    }

    private static List<Candidate> cases(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Candidate("C%04d".formatted(i), false, false))
                .toList();
    }

    private static List<String> numbers(List<Drawn> drawn) {
        return Stream.of(drawn).flatMap(List::stream).map(Drawn::caseNumber).toList();
    }
}
