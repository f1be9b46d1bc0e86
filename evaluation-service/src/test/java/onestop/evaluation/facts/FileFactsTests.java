package onestop.evaluation.facts;

import static onestop.evaluation.facts.FactCheck.CONFIRMED;
import static onestop.evaluation.facts.FactCheck.REFUTED;
import static onestop.evaluation.facts.FactCheck.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import onestop.evaluation.facts.FileFacts.CaseFacts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFactsTests {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-05");
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);

    @ParameterizedTest
    @CsvSource({"209, true", "110, false"})
    void lateIsWhatWasDecidedLateOrIsOpenAfterItsDay(String label, boolean promised) {
        assertThat(check(label)).isEqualTo(UNKNOWN);
        assertThat(check(label, decided(promised, true))).isEqualTo(REFUTED);
        assertThat(check(label, decided(promised, true), decided(promised, false)))
                .isEqualTo(CONFIRMED);
        assertThat(check(label, open(promised, TODAY)))
                .as("the last day is not over")
                .isEqualTo(UNKNOWN);
        assertThat(check(label, open(promised, YESTERDAY))).isEqualTo(CONFIRMED);
        assertThat(check(label, decided(promised, true), open(promised, TODAY))).isEqualTo(UNKNOWN);
        assertThat(check(label, open(promised, null))).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"209, true", "110, false"})
    void whatStandsStillBecomesNoLater(String label, boolean promised) {
        var due = TODAY.minusDays(10);

        assertThat(check(label, standing(promised, due, due)))
                .as("stopped on its last day")
                .isEqualTo(UNKNOWN);
        assertThat(check(label, standing(promised, due, due.plusDays(1))))
                .as("late already when it stopped")
                .isEqualTo(CONFIRMED);
        assertThat(check(label, decided(promised, false), standing(promised, due, due)))
                .as("another case was late")
                .isEqualTo(CONFIRMED);
    }

    @Test
    void thePromisedClockSaysNothingAboutTheStatutoryOne() {
        var one = new CaseFacts(YESTERDAY, TODAY, false, true, null);

        assertThat(check("209", one)).isEqualTo(CONFIRMED);
        assertThat(check("110", one)).isEqualTo(REFUTED);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // in person, promised, rounds, notices within cases, supplies, result
                "true, 1, 0, 0, 0, REFUTED",
                "true, 1, 1, 0, 0, CONFIRMED",
                "true, 2, 1, 0, 0, REFUTED",
                "true, 1, 0, 0, 1, UNKNOWN",
                "true, 1, 0, 1, 0, UNKNOWN",
                "true, 2, 0, 1, 0, REFUTED",
                "false, 0, 0, 0, 0, REFUTED",
                "false, 0, 1, 0, 0, UNKNOWN",
                "false, 0, 0, 1, 0, UNKNOWN",
                "true, 0, 0, 0, 0, UNKNOWN",
                "true, 0, 1, 0, 0, CONFIRMED",
                "true, -, 1, 0, 0, UNKNOWN",
                "-, 1, 0, 0, 0, UNKNOWN",
            })
    void visitsAreHandingInAtAWindowAndWhatTheHallAskedFor(
            @Nullable Boolean inPerson,
            @Nullable Integer promised,
            int rounds,
            int notices,
            int supplies,
            FactCheck expected) {
        var facts = new FileFacts(inPerson, promised, rounds, notices, supplies, false, List.of());

        assertThat(facts.check("114", TODAY)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, 0, REFUTED",
        "true, true, 0, CONFIRMED",
        "true, true, 1, CONFIRMED",
        "true, false, 1, UNKNOWN"
    })
    void theSameProofTwice(boolean known, boolean again, int rounds, FactCheck expected) {
        assertThat(new FileFacts(known, 1, rounds, 0, again ? 2 : 0, again, List.of()).check("210", TODAY))
                .contains(expected);
        assertThat(FactTables.NOTHING.check("210", TODAY)).contains(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, UNKNOWN, UNKNOWN",
        "1, 0, CONFIRMED, REFUTED",
        "2, 0, REFUTED, REFUTED",
        "0, 1, CONFIRMED, REFUTED",
        "1, 1, REFUTED, REFUTED"
    })
    void toldOnceIsOneNoticeAndANoticeIsAList(int rounds, int notices, FactCheck toldOnce, FactCheck noList) {
        var facts = new FileFacts(true, 1, rounds, notices, 0, false, List.of());

        assertThat(facts.check("307", TODAY)).contains(toldOnce);
        assertThat(facts.check("208", TODAY)).contains(noList);
    }

    @ParameterizedTest
    @ValueSource(strings = {"510", "214", "115", "309"})
    void opinionsAreNotChecked(String label) {
        assertThat(FactTables.NOTHING.check(label, TODAY)).isEmpty();
    }

    private static FactCheck check(String label, CaseFacts... cases) {
        return new FileFacts(true, 1, 0, 0, 0, false, List.of(cases))
                .check(label, TODAY)
                .orElseThrow();
    }

    private static CaseFacts decided(boolean promised, boolean onTime) {
        return promised
                ? new CaseFacts(YESTERDAY, null, onTime, null, null)
                : new CaseFacts(null, YESTERDAY, null, onTime, null);
    }

    private static CaseFacts open(boolean promised, @Nullable LocalDate dueOn) {
        return promised ? new CaseFacts(dueOn, null, null, null, null) : new CaseFacts(null, dueOn, null, null, null);
    }

    private static CaseFacts standing(boolean promised, LocalDate dueOn, LocalDate since) {
        return promised ? new CaseFacts(dueOn, null, null, null, since) : new CaseFacts(null, dueOn, null, null, since);
    }
}
