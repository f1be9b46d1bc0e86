package onestop.evaluation.facts;

import static onestop.evaluation.facts.CaseWay.CaseStep.DECISION;
import static onestop.evaluation.facts.CaseWay.CaseStep.EXAMINATION;
import static onestop.evaluation.facts.CaseWay.CaseStep.REVIEW;
import static onestop.evaluation.facts.CaseWay.Mark.DECIDED;
import static onestop.evaluation.facts.CaseWay.Mark.EXAMINED;
import static onestop.evaluation.facts.CaseWay.Mark.OPENED;
import static onestop.evaluation.facts.CaseWay.Mark.RESUMED;
import static onestop.evaluation.facts.CaseWay.Mark.RETURNED;
import static onestop.evaluation.facts.CaseWay.Mark.REVIEWED;
import static onestop.evaluation.facts.CaseWay.Mark.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import onestop.evaluation.facts.CaseWay.Mark;
import onestop.evaluation.facts.CaseWay.Marked;
import org.junit.jupiter.api.Test;

class CaseWayTests {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    @Test
    void theStepThatTookLongestIsTheSlowOne() {
        assertThat(CaseWay.longest(List.of(on(0, OPENED), on(5, EXAMINED), on(6, REVIEWED), on(8, DECIDED))))
                .contains(EXAMINATION);
        assertThat(CaseWay.longest(List.of(on(0, OPENED), on(1, EXAMINED), on(6, REVIEWED), on(8, DECIDED))))
                .contains(REVIEW);
        assertThat(CaseWay.longest(List.of(on(0, OPENED), on(1, EXAMINED), on(8, DECIDED))))
                .as("an item without a review")
                .contains(DECISION);
    }

    @Test
    void whatItStoodStillIsNobodysTime() {
        assertThat(CaseWay.longest(
                        List.of(on(0, OPENED), on(1, SUSPENDED), on(20, RESUMED), on(21, EXAMINED), on(24, DECIDED))))
                .contains(DECISION);
        assertThat(CaseWay.longest(List.of(on(0, OPENED), on(1, SUSPENDED), on(20, EXAMINED), on(22, DECIDED))))
                .as("one day of examination, then nothing that ran")
                .contains(EXAMINATION);
    }

    @Test
    void aStepThatACaseCameBackToTakesLonger() {
        assertThat(CaseWay.longest(List.of(
                        on(0, OPENED),
                        on(2, EXAMINED),
                        new Marked(RETURNED, DECISION, day(5), 3),
                        on(8, EXAMINED),
                        on(9, DECIDED))))
                .as("2 and 3 days against 3 and 1")
                .contains(EXAMINATION);
    }

    @Test
    void ofEqualStepsTheEarlierIsSlow() {
        assertThat(CaseWay.longest(List.of(on(0, OPENED), on(2, EXAMINED), on(4, REVIEWED), on(6, DECIDED))))
                .contains(EXAMINATION);
    }

    @Test
    void itIsUnknownUntilTheOpeningAndTheDecisionAre() {
        assertThat(CaseWay.longest(List.of(on(0, OPENED), on(2, EXAMINED)))).isEmpty();
        assertThat(CaseWay.longest(List.of(on(2, EXAMINED), on(3, DECIDED)))).isEmpty();
        assertThat(CaseWay.longest(List.of())).isEmpty();
    }

    @Test
    void theOrderInWhichItIsToldDoesNotMatterAndWhatComesAfterTheDecisionNeither() {
        var told = new ArrayList<>(List.of(
                on(0, OPENED), on(1, EXAMINED), on(6, REVIEWED), on(8, DECIDED), on(30, EXAMINED), on(31, DECIDED)));
        Collections.reverse(told);

        assertThat(CaseWay.longest(told)).contains(REVIEW);
    }

    private static Marked on(int day, Mark mark) {
        return new Marked(mark, null, day(day), day);
    }

    private static Instant day(int day) {
        return START.plus(day, ChronoUnit.DAYS);
    }
}
