package onestop.approval.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.StepTimes.Past;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTimesTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();
    private static final Instant MONDAY = at(2, 10);

    @Test
    void aStepWaitsForSomebodyIsWorkedOnAndSuspended() {
        var times = StepTimes.of(
                MONDAY,
                MONDAY,
                2,
                List.of(
                        act("OPENED", 2, 10),
                        act("ASSIGNED", 3, 12),
                        act("EXAMINED", 4, 12),
                        act("SUSPENDED", 5, 12),
                        act("RESUMED", 9, 12),
                        act("GRANTED", 10, 12)),
                CALENDAR);

        assertThat(days(times, "EXAMINATION")).containsExactly(1L, 1L, 0L);
        assertThat(days(times, "DECISION")).containsExactly(2L, 0L, 2L);
        assertThat(times.getOrDefault("EXAMINATION", new Counts()).of(Count.WAITING_SECONDS))
                .isEqualTo(26 * 3_600);
        assertThat(times.getOrDefault("DECISION", new Counts()).of(Count.SUSPENDED_SECONDS))
                .isEqualTo(4 * 86_400);
    }

    @Test
    void whoIsAssignedStaysSoThroughASuspensionAndNoLongerThanTheStep() {
        var times = StepTimes.of(
                MONDAY,
                MONDAY,
                3,
                List.of(
                        act("OPENED", 2, 10),
                        act("ASSIGNED", 2, 11),
                        act("SUSPENDED", 3, 11),
                        act("RESUMED", 4, 11),
                        act("EXTENDED", 4, 12),
                        act("EXAMINED", 5, 11),
                        act("REVIEWED", 6, 11),
                        act("REFUSED", 9, 11)),
                CALENDAR);

        assertThat(days(times, "EXAMINATION")).containsExactly(0L, 2L, 1L);
        assertThat(days(times, "REVIEW")).containsExactly(1L, 0L, 0L);
        assertThat(days(times, "DECISION")).containsExactly(1L, 0L, 0L);
    }

    @Test
    void aCaseThatGoesBackSpendsItsTimeWhereItIs() {
        var times = StepTimes.of(
                MONDAY,
                MONDAY,
                3,
                List.of(
                        act("OPENED", 2, 10),
                        act("EXAMINED", 3, 10),
                        new Past("RETURNED", at(5, 10), "EXAMINATION"),
                        act("EXAMINED", 6, 10),
                        act("REVIEWED", 6, 11),
                        act("GRANTED", 9, 10)),
                CALENDAR);

        assertThat(days(times, "EXAMINATION")).containsExactly(2L, 0L, 0L);
        assertThat(days(times, "REVIEW")).containsExactly(2L, 0L, 0L);
        assertThat(days(times, "DECISION")).containsExactly(1L, 0L, 0L);
        assertThat(times.getOrDefault("EXAMINATION", new Counts()).of(Count.CASES))
                .as("one case, however often")
                .isEqualTo(1);
    }

    @Test
    void aCaseOfALaterStageWaitsForTheOthersFirst() {
        var times = StepTimes.of(MONDAY, at(4, 10), 1, List.of(act("OPENED", 4, 10), act("GRANTED", 4, 15)), CALENDAR);

        assertThat(days(times, "START")).containsExactly(2L, 0L, 0L);
        assertThat(days(times, "DECISION")).containsExactly(0L, 0L, 0L);
        assertThat(times).containsOnlyKeys("START", "DECISION");
    }

    @Test
    void theDaysOfAllStepsAreThoseFromAcceptanceToDecisionWhateverHappens() {
        var random = new java.util.Random(7);
        for (int round = 0; round < 500; round++) {
            var acts = new ArrayList<Past>();
            var now = MONDAY;
            for (int i = 0; i < random.nextInt(12); i++) {
                now = now.plusSeconds(random.nextInt(200_000));
                var names = List.of(
                        "ASSIGNED",
                        "EXAMINED",
                        "REVIEWED",
                        "SUSPENDED",
                        "RESUMED",
                        "EXTENDED",
                        "RETURNED",
                        "SOMETHING_NEW");
                var name = names.get(random.nextInt(names.size()));
                acts.add(new Past(name, now, name.equals("RETURNED") ? "EXAMINATION" : null));
            }
            now = now.plusSeconds(random.nextInt(200_000));
            acts.add(new Past("GRANTED", now, null));
            var started = MONDAY.plusSeconds(acts.getFirst().at().isAfter(MONDAY.plusSeconds(50)) ? 50 : 0);

            var times = StepTimes.of(MONDAY, started, 1 + random.nextInt(3), acts, CALENDAR);

            var all = new Counts();
            times.values().forEach(all::add);
            assertThat(all.of(Count.WAITING_DAYS) + all.of(Count.WORKING_DAYS) + all.of(Count.SUSPENDED_DAYS))
                    .isEqualTo(CALENDAR.between(OfficeTime.dateOf(MONDAY), OfficeTime.dateOf(now)));
            assertThat(all.of(Count.WAITING_SECONDS) + all.of(Count.WORKING_SECONDS) + all.of(Count.SUSPENDED_SECONDS))
                    .isEqualTo(java.time.Duration.between(MONDAY, now).toSeconds());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-12-31",
        "2026-01-02, 2026-12-30",
        "2026-03-05, 2026-03-20",
        "2026-03-31, 2026-04-01",
        "2026-03-15, 2026-05-02",
        "2026-02-01, 2026-02-28",
        "2026-02-01, 2026-02-27",
        "2024-02-29, 2024-02-29",
        "2026-01-31, 2026-02-28",
    })
    void aPeriodIsMadeOfWholeMonthsAndTheDaysAroundThemEachDayOnce(LocalDate from, LocalDate to) {
        var parts = PeriodParts.of(from, to);
        var days = new ArrayList<LocalDate>();
        parts.from().datesUntil(max(parts.headTo().plusDays(1), parts.from())).forEach(days::add);
        for (var month = parts.firstMonth(); !month.isAfter(parts.lastMonth()); month = month.plusMonths(1)) {
            month.datesUntil(month.plusMonths(1)).forEach(days::add);
        }
        parts.tailFrom()
                .datesUntil(max(parts.to().plusDays(1), parts.tailFrom()))
                .forEach(days::add);

        assertThat(days)
                .containsExactlyElementsOf(from.datesUntil(to.plusDays(1)).toList());
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<Long> days(Map<String, Counts> times, String step) {
        var of = times.getOrDefault(step, new Counts());
        return List.of(of.of(Count.WAITING_DAYS), of.of(Count.WORKING_DAYS), of.of(Count.SUSPENDED_DAYS));
    }

    private static Past act(String name, int day, int hour) {
        return new Past(name, at(day, hour), none());
    }

    private static @Nullable String none() {
        return null;
    }

    private static Instant at(int day, int hour) {
        return Instant.parse("2026-03-%02dT%02d:00:00+08:00".formatted(day, hour));
    }
}
