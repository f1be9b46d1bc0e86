package onestop.approval.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import onestop.approval.figures.StepTimes.Past;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;

class FinishedCaseTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();

    /** Refused on Friday the 6th after a return, opened again on the 16th while still assigned, granted on the 18th. */
    private static final List<Past> REOPENED = List.of(
            act("OPENED", 2),
            act("EXAMINED", 3),
            new Past("RETURNED", at(4), "EXAMINATION"),
            act("EXAMINED", 5),
            act("ASSIGNED", 5),
            act("REFUSED", 6),
            act("REOPENED", 16),
            act("EXAMINED", 17),
            act("GRANTED", 18));

    @Test
    void onlyWhatWasDoneSinceAnAppealOpenedTheCaseAgainCounts() {
        var counts = aCase(Whole.DECIDED, REOPENED, 18).counts(CALENDAR);

        var whole = counts.getOrDefault("", new Counts());
        assertThat(whole.of(Count.WAITING_DAYS)).isEqualTo(2);
        assertThat(whole.of(Count.WORKING_DAYS)).isZero();
        assertThat(whole.of(Count.RETURNS)).isZero();
        assertThat(counts).containsOnlyKeys("", "EXAMINATION", "DECISION");
        assertThat(counts.getOrDefault("EXAMINATION", new Counts()).of(Count.WAITING_DAYS))
                .isEqualTo(1);
    }

    @Test
    void aCaseOpenedAgainTwiceCountsFromTheSecondTime() {
        var acts = new java.util.ArrayList<>(REOPENED.subList(0, REOPENED.size() - 1));
        acts.addAll(List.of(act("REFUSED", 18), act("REOPENED", 24), act("EXAMINED", 24), act("GRANTED", 25)));

        assertThat(aCase(Whole.DECIDED, acts, 25)
                        .counts(CALENDAR)
                        .getOrDefault("", new Counts())
                        .of(Count.WAITING_DAYS))
                .isEqualTo(1);
    }

    @Test
    void whatEndedWithoutADecisionIsAddedUpApart() {
        var counts = aCase(Whole.ENDED, List.of(act("OPENED", 2), act("EXAMINED", 3), act("FORWARDED", 6)), 6)
                .counts(CALENDAR);

        assertThat(counts).containsOnlyKeys("ENDED", "ENDED_EXAMINATION", "ENDED_DECISION");
        assertThat(counts.getOrDefault("ENDED", new Counts()).of(Count.CASES)).isEqualTo(1);
        assertThat(counts.getOrDefault("ENDED", new Counts()).of(Count.WAITING_DAYS))
                .isEqualTo(4);
    }

    @Test
    void whatWaitsAgainForAReopenedCaseHasWaitedSinceThen() {
        var waited = new FinishedCase(
                "C",
                "U",
                "A",
                1,
                Whole.DECIDED,
                true,
                at(2),
                at(18),
                at(19),
                1,
                true,
                true,
                0,
                0,
                List.of(act("NOT_STARTED", 6), act("WAITS_AGAIN", 16), act("OPENED", 18), act("GRANTED", 19)));

        var counts = waited.counts(CALENDAR);

        assertThat(counts.getOrDefault("START", new Counts()).of(Count.WAITING_DAYS))
                .isEqualTo(2);
        assertThat(counts.getOrDefault("DECISION", new Counts()).of(Count.WAITING_DAYS))
                .isEqualTo(1);
    }

    @Test
    void whatEndedWhileItWaitedForOthersHasPassedNoStep() {
        var counts = new FinishedCase(
                        "C",
                        "U",
                        "A",
                        2,
                        Whole.ENDED,
                        false,
                        at(2),
                        null,
                        at(4),
                        0,
                        true,
                        true,
                        0,
                        0,
                        List.of(act("TERMINATED", 4)))
                .counts(CALENDAR);

        assertThat(counts).containsOnlyKeys("ENDED", "ENDED_START");
        assertThat(counts.getOrDefault("ENDED", new Counts()).of(Count.WAITING_DAYS))
                .isEqualTo(2);
    }

    @Test
    void whatIsTakenBackIsExactlyWhatWasCounted() {
        var counted = Counted.of(aCase(Whole.DECIDED, REOPENED, 18), CALENDAR);
        var kept = new java.util.TreeMap<String, Counts>();
        counted.steps().forEach((step, numbers) -> kept.put(step, Counts.ofNote(numbers.asNote())));
        var before = new Counted("C", counted.day(), "U", "A", counted.whole(), counted.corrections(), kept);

        counted.all().forEach((place, numbers) -> {
            var rest = new Counts().add(numbers);
            rest.add(before.all().getOrDefault(place, new Counts()).negative());
            assertThat(rest.asRow().values()).as("%s", place).containsOnly(0L);
        });
        assertThat(before.all()).containsOnlyKeys(counted.all().keySet());
    }

    private static FinishedCase aCase(Whole whole, List<Past> acts, int closedOn) {
        return new FinishedCase("C", "U", "A", 2, whole, true, at(2), at(2), at(closedOn), 2, true, true, 0, 3, acts);
    }

    private static Past act(String name, int day) {
        return new Past(name, at(day), null);
    }

    private static Instant at(int day) {
        return Instant.parse("2026-03-%02dT10:00:00+08:00".formatted(day));
    }
}
