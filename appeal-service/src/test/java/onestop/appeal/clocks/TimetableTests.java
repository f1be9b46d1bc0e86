package onestop.appeal.clocks;

import static java.time.temporal.ChronoUnit.MINUTES;
import static onestop.appeal.clocks.Profiles.JUNAN;
import static onestop.appeal.clocks.Profiles.TIMETABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import onestop.appeal.clocks.DueTime.Reason;
import onestop.appeal.clocks.TimeProfile.Rule;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTests {
    /** The notice for 2026, written down once more so that the calendar under test is not its own judge. */
    private static final Set<LocalDate> OFF =
            days("01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07");

    private static final Set<LocalDate> WORK = days("01-04 02-14 02-28 05-09 09-20 10-10");

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:10:00+08:00, 2026-03-02T11:10:00+08:00", // inside the morning
        "2026-03-02T11:30:00+08:00, 2026-03-02T15:30:00+08:00", // over noon
        "2026-03-02T10:00:00+08:00, 2026-03-02T12:00:00+08:00", // to the last minute before noon
        "2026-03-02T12:00:00+08:00, 2026-03-02T16:00:00+08:00", // at noon nothing has counted
        "2026-03-02T13:00:00+08:00, 2026-03-02T16:00:00+08:00", // during the break
        "2026-03-02T17:00:00+08:00, 2026-03-03T10:00:00+08:00", // over night
        "2026-03-02T17:30:00+08:00, 2026-03-03T10:30:00+08:00", // at closing time
        "2026-03-02T03:00:00+08:00, 2026-03-02T10:30:00+08:00", // before opening
        "2026-03-06T16:30:00+08:00, 2026-03-09T09:30:00+08:00", // over the weekend
        "2026-02-14T16:00:00+08:00, 2026-02-24T09:00:00+08:00", // worked Saturday before the long holiday
        "2026-03-02T11:59:59+08:00, 2026-03-02T15:59:59+08:00" // to the second
    })
    void twoServiceHours(OffsetDateTime receivedAt, OffsetDateTime dueAt) {
        assertThat(TIMETABLE.due(Clock.CONTACT, AppealKind.PROBLEM, false, receivedAt.toInstant()))
                .hasValueSatisfying(due -> assertThat(due.dueAt()).isEqualTo(dueAt.toInstant()));
    }

    @Test
    void urgentAppealsAreContactedWithinTwoHoursByTheClock() {
        assertThat(TIMETABLE.due(Clock.CONTACT, AppealKind.PROBLEM, true, at("2026-02-17T23:00:00+08:00")))
                .hasValueSatisfying(due -> assertThat(due.dueAt()).isEqualTo(at("2026-02-18T01:00:00+08:00")));
    }

    @ParameterizedTest
    @CsvSource({"CONSULT, 1", "REPORT, 1", "SUGGESTION, 5", "OPINION, 5", "HELP, 15", "COMPLAINT, 15", "PROBLEM, 15"})
    void theAnswerIsDueByClass(AppealKind kind, int workingDays) {
        assertThat(TIMETABLE.limit(Clock.SOLUTION, kind, false))
                .contains(new TimeLimit(workingDays, LimitUnit.WORKING_DAYS));
    }

    @ParameterizedTest
    @CsvSource({"CONSULT, 3", "SUGGESTION, 3", "PROBLEM, 7"})
    void aRedoHasHalfOfTheLimitAndAtLeastThreeDays(AppealKind kind, int workingDays) {
        assertThat(TIMETABLE.limit(Clock.REDO, kind, true))
                .contains(new TimeLimit(workingDays, LimitUnit.WORKING_DAYS));
    }

    @Test
    void theDueDayCountsToItsEnd() {
        assertThat(TIMETABLE.due(Clock.OPINION, AppealKind.HELP, false, at("2026-03-02T23:59:00+08:00")))
                .hasValueSatisfying(due -> {
                    assertThat(due.dueOn()).isEqualTo("2026-03-03");
                    assertThat(due.dueAt()).isEqualTo(at("2026-03-03T23:59:59.999999+08:00"));
                });
    }

    @Test
    void aLimitInWorkingDaysAccountsForEveryDay() {
        var due = TIMETABLE
                .due(Clock.SOLUTION, AppealKind.OPINION, false, at("2026-04-02T10:00:00+08:00"))
                .orElseThrow();
        assertThat(due.dueOn()).isEqualTo("2026-04-10");
        assertThat(due.days())
                .extracting(DueTime.Day::reason)
                .containsExactly(
                        Reason.WORKING_DAY,
                        Reason.STATUTORY_OFF_DAY,
                        Reason.STATUTORY_OFF_DAY,
                        Reason.STATUTORY_OFF_DAY,
                        Reason.WORKING_DAY,
                        Reason.WORKING_DAY,
                        Reason.WORKING_DAY,
                        Reason.WORKING_DAY);
        assertThat(due.days().getLast().number()).isEqualTo(5);
    }

    @Test
    void aLimitInServiceMinutesAccountsForWhatCountedAndForTheDaysWithoutService() {
        var due = TIMETABLE
                .due(Clock.CONTACT, AppealKind.HELP, false, at("2026-03-06T17:00:00+08:00"))
                .orElseThrow();
        assertThat(due.spans())
                .containsExactly(
                        new DueTime.Span(at("2026-03-06T17:00:00+08:00"), at("2026-03-06T17:30:00+08:00"), 1800),
                        new DueTime.Span(at("2026-03-09T08:30:00+08:00"), at("2026-03-09T10:00:00+08:00"), 5400));
        assertThat(due.days()).extracting(DueTime.Day::reason).containsExactly(Reason.WEEKEND, Reason.WEEKEND);
    }

    @Test
    void whatReachesBeyondThePublishedCalendarIsProvisional() {
        assertThat(TIMETABLE.due(Clock.SOLUTION, AppealKind.HELP, false, at("2026-12-30T10:00:00+08:00")))
                .hasValueSatisfying(due -> assertThat(due.provisional()).isTrue());
        assertThat(TIMETABLE.due(Clock.CONTACT, AppealKind.HELP, false, at("2026-12-31T17:29:00+08:00")))
                .hasValueSatisfying(due -> assertThat(due.provisional()).isTrue());
        assertThat(TIMETABLE.due(Clock.SOLUTION, AppealKind.HELP, false, at("2026-11-30T10:00:00+08:00")))
                .hasValueSatisfying(due -> assertThat(due.provisional()).isFalse());
    }

    @Test
    void calendarDaysCountOnEveryDay() {
        var profile = new TimeProfile(
                "DAYS",
                "日",
                JUNAN.serviceHours(),
                List.of(new Rule(Clock.SOLUTION, null, false, new TimeLimit(7, LimitUnit.CALENDAR_DAYS))),
                3,
                2,
                2,
                3,
                Duration.ZERO);
        var timetable = new Timetable(profile, WorkingDayCalendar.shipped());
        assertThat(timetable.due(Clock.SOLUTION, AppealKind.HELP, false, at("2026-02-13T10:00:00+08:00")))
                .hasValueSatisfying(due -> assertThat(due.dueOn()).isEqualTo("2026-02-20"));
        assertThat(timetable.due(Clock.CONTACT, AppealKind.HELP, false, at("2026-02-13T10:00:00+08:00")))
                .isEmpty();
    }

    @Test
    void aSignedAppealIsReturnedWithinTwoWorkingDaysOfTheDispatch() {
        assertThat(TIMETABLE.lastDayToReturn(at("2026-03-05T18:00:00+08:00"))).isEqualTo("2026-03-09");
    }

    @Test
    void serviceMinutesNeedServiceHours() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeProfile(
                        "NEVER", "无", new ServiceHours(List.of()), JUNAN.rules(), 3, 2, 2, 3, Duration.ZERO));
    }

    @Property(tries = 400)
    void twoServiceHoursAgreeWithCountingMinuteByMinute(@ForAll("minutesOf2026") Instant receivedAt) {
        var due =
                TIMETABLE.due(Clock.CONTACT, AppealKind.HELP, false, receivedAt).orElseThrow();
        assertThat(due.dueAt()).isEqualTo(countedMinuteByMinute(receivedAt, 120));
        assertThat(due.spans().stream().mapToLong(DueTime.Span::seconds).sum()).isEqualTo(120 * 60);
    }

    @Property(tries = 400)
    void theAnswerAgreesWithCountingDayByDay(
            @ForAll("minutesOf2026") Instant receivedAt, @ForAll AppealKind kind, @ForAll boolean urgent) {
        int days = TIMETABLE.limit(Clock.SOLUTION, kind, urgent).orElseThrow().amount();
        var due = TIMETABLE.due(Clock.SOLUTION, kind, urgent, receivedAt).orElseThrow();
        assertThat(due.dueOn()).isEqualTo(countedDayByDay(Shanghai.dayOf(receivedAt), days));
        assertThat(due.days().stream().filter(DueTime.Day::counted)).hasSize(days);
    }

    @Property(tries = 400)
    void aRedoHasHalfOfTheAnswersDaysAndAtLeastThreeCountedFromItsOrder(
            @ForAll("minutesOf2026") Instant orderedAt, @ForAll("measures") Measure measure) {
        int answer = answersWorkingDays(measure);
        var due = TIMETABLE.due(Clock.REDO, measure, orderedAt, 0).orElseThrow();
        assertThat(due.dueOn()).isEqualTo(countedDayByDay(Shanghai.dayOf(orderedAt), answer < 8 ? 3 : answer / 2));
        assertThat(due.dueAt()).isEqualTo(Shanghai.endOf(Objects.requireNonNull(due.dueOn())));
        assertThat(TIMETABLE.due(Clock.REDO, measure, orderedAt, 9))
                .as("not extended")
                .contains(due);
    }

    @Property(tries = 400)
    void anExtendedAnswerIsCountedOnFromItsOwnLastDay(
            @ForAll("minutesOf2026") Instant receivedAt,
            @ForAll("measures") Measure measure,
            @ForAll @IntRange(min = 1, max = 14) int more) {
        var due = TIMETABLE.due(Clock.SOLUTION, measure, receivedAt, 0).orElseThrow();
        var extended = TIMETABLE.due(Clock.SOLUTION, measure, receivedAt, more).orElseThrow();
        if (answersWorkingDays(measure) == 0) {
            assertThat(extended).as("a limit in minutes stays").isEqualTo(due);
        } else {
            assertThat(extended.dueOn())
                    .isEqualTo(countedDayByDay(Objects.requireNonNull(due.dueOn()), more))
                    .isEqualTo(countedDayByDay(Shanghai.dayOf(receivedAt), answersWorkingDays(measure) + more));
        }
        assertThat(TIMETABLE.due(Clock.OPINION, measure, receivedAt, more))
                .as("of no other clock")
                .isEqualTo(TIMETABLE.due(Clock.OPINION, measure, receivedAt, 0));
    }

    @Property(tries = 400)
    void theLastDaysToReturnAndToReopenAreCountedDayByDay(@ForAll("minutesOf2026") Instant at) {
        var day = Shanghai.dayOf(at);
        assertThat(TIMETABLE.lastDayToReturn(at)).isEqualTo(countedDayByDay(day, 2));
        assertThat(TIMETABLE.lastDayToReopen(at)).isEqualTo(countedDayByDay(day, 10));
    }

    /** The rule written down once more; 0 for what is settled on the spot. */
    private static int answersWorkingDays(Measure measure) {
        return switch (measure.kind()) {
            case CONSULT, REPORT -> 1;
            case SUGGESTION, OPINION -> 5;
            case HELP, COMPLAINT, PROBLEM -> 15;
            case BLOCKED_MATTER ->
                switch (Objects.requireNonNull(measure.blockedClass())) {
                    case SIMPLE -> 0;
                    case COMPLEX -> 5;
                    case SPECIAL -> 10;
                    case HARD -> 15;
                };
        };
    }

    @Provide
    Arbitrary<Measure> measures() {
        return Combinators.combine(
                        Arbitraries.of(AppealKind.class),
                        Arbitraries.of(BlockedClass.class),
                        Arbitraries.of(true, false))
                .as((kind, blockedClass, urgent) ->
                        new Measure(kind, kind == AppealKind.BLOCKED_MATTER ? blockedClass : null, urgent));
    }

    /** Any minute of the months whose limits end inside the year. */
    @Provide
    Arbitrary<Instant> minutesOf2026() {
        var first = at("2026-01-01T00:00:00+08:00");
        return Arbitraries.integers()
                .between(0, (int) MINUTES.between(first, at("2026-11-30T23:59:00+08:00")))
                .map(minutes -> first.plus(minutes, MINUTES));
    }

    private static Instant countedMinuteByMinute(Instant start, int minutes) {
        var minute = start;
        for (int left = minutes; left > 0; minute = minute.plus(1, MINUTES)) {
            var local = minute.atZone(Shanghai.ZONE);
            var time = local.toLocalTime();
            boolean open = !time.isBefore(LocalTime.of(8, 30)) && time.isBefore(LocalTime.of(12, 0))
                    || !time.isBefore(LocalTime.of(14, 0)) && time.isBefore(LocalTime.of(17, 30));
            if (open && worked(local.toLocalDate())) {
                left--;
            }
        }
        return minute;
    }

    private static LocalDate countedDayByDay(LocalDate start, int workingDays) {
        var day = start;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            if (worked(day)) {
                left--;
            }
        }
        return day;
    }

    private static boolean worked(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return WORK.contains(day) || !weekend && !OFF.contains(day);
    }

    private static Set<LocalDate> days(String ranges) {
        return Stream.of(ranges.split(" "))
                .flatMap(range -> {
                    var ends = range.split("\\.\\.");
                    return LocalDate.parse("2026-" + ends[0])
                            .datesUntil(LocalDate.parse("2026-" + ends[ends.length - 1])
                                    .plusDays(1));
                })
                .collect(Collectors.toSet());
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
