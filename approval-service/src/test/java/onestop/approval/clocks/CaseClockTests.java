package onestop.approval.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.CalendarYears;
import onestop.workingdays.DueDate.Day;
import onestop.workingdays.Pause;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

class CaseClockTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();

    /** The published notices once more, as plain sets: the second computation shares no code with the first. */
    private static final Set<LocalDate> OFF = new HashSet<>();

    private static final Set<LocalDate> WORK = new HashSet<>();

    static {
        CalendarYears.shipped().forEach(year -> {
            OFF.addAll(year.off());
            WORK.addAll(year.work());
        });
    }

    /** A suspension that begins so many days after the one before ended, and lasts so many. */
    record Stop(int after, int length) {}

    /**
     * @param lead how many days before the start the first stop may begin: what is accepted after hours starts later
     * @param extension working days added to both limits, 0 for none
     * @param extendedAfter how many of the stops were over by then
     */
    record History(
            LocalDate start,
            int promised,
            int statutory,
            int lead,
            List<Stop> stops,
            boolean stillStopped,
            int extension,
            int extendedAfter) {}

    @Provide
    Arbitrary<History> histories() {
        var starts = Arbitraries.integers()
                .between(0, 700)
                .map(days -> LocalDate.of(2024, 1, 1).plusDays(days));
        var stops = Combinators.combine(
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 25))
                .as(Stop::new)
                .list()
                .ofMaxSize(6);
        return Combinators.combine(
                        starts,
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.of(0, 0, 1, 3, 9),
                        stops,
                        Arbitraries.of(true, false),
                        Arbitraries.of(0, 0, 1, 5, 10, 15),
                        Arbitraries.integers().between(0, 6))
                .as(History::new);
    }

    @Property(tries = 4_000)
    void bothDueDatesAgreeWithACountDayByDay(@ForAll("histories") History history) {
        var clock = clockOf(history);

        var due = clock.dueDates(CALENDAR);

        assertThat(due.promisedOn()).isEqualTo(dueByHand(clock, history.promised() + history.extension()));
        assertThat(due.statutoryOn()).isEqualTo(dueByHand(clock, history.statutory() + history.extension()));
    }

    /** A year whose days off and swapped working days nobody has published. */
    @Provide
    Arbitrary<Set<Integer>> daysOfTheYear() {
        return Arbitraries.integers().between(1, 365).set().ofMaxSize(60);
    }

    @Property(tries = 1_000)
    void theyAgreeOnAnyCalendar(
            @ForAll("histories") History history,
            @ForAll("daysOfTheYear") Set<Integer> changed,
            @ForAll("daysOfTheYear") Set<Integer> changedNext) {
        var first = history.start().getYear();
        var years = List.of(year(first, changed), year(first + 1, changedNext));
        var calendar = WorkingDayCalendar.of(years);
        var off = new HashSet<LocalDate>();
        var work = new HashSet<LocalDate>();
        years.forEach(year -> {
            off.addAll(year.off());
            work.addAll(year.work());
        });
        var clock = clockOf(history);

        for (int limit : new int[] {history.promised() + 1, history.statutory()}) {
            var counted = new CaseClock(clock.startOn(), limit, limit, clock.pauses())
                    .dueDates(calendar)
                    .promisedOn();

            var day = clock.startOn();
            int left = limit;
            while (left > 0 && day.getYear() <= first + 1) {
                day = day.plusDays(1);
                boolean weekday = day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
                boolean works = work.contains(day) || weekday && !off.contains(day);
                left -= works && !stopped(clock, day) ? 1 : 0;
            }
            if (left == 0 && day.getYear() <= first + 1) {
                assertThat(counted).isEqualTo(day);
            }
        }
    }

    /** Half of the changed days are off, weekends among the others are worked. */
    private static CalendarYear year(int year, Set<Integer> changed) {
        var off = new HashSet<LocalDate>();
        var work = new HashSet<LocalDate>();
        for (int number : changed) {
            var day = LocalDate.ofYearDay(year, number);
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (weekend && number % 2 == 0) {
                work.add(day);
            } else {
                off.add(day);
            }
        }
        return new CalendarYear(year, off, work, "random", true);
    }

    @Property(tries = 2_000)
    void theDaysUsedAreTheDaysExplained(@ForAll("histories") History history) {
        var clock = clockOf(history);
        var due = clock.statutory(CALENDAR);

        assertThat(due.days().stream().filter(Day::counted).map(Day::date).toList())
                .isEqualTo(due.days().stream()
                        .map(Day::date)
                        .filter(day -> works(day) && !stopped(clock, day))
                        .toList());
        if (due.dueOn() != null) {
            assertThat(clock.workingDaysUsed(CALENDAR, due.dueOn()))
                    .isEqualTo(history.statutory() + history.extension());
        }
    }

    private static CaseClock clockOf(History history) {
        var clock = CaseClock.startingOn(history.start(), history.promised(), history.statutory());
        var day = history.start().minusDays(history.lead());
        int over = 0;
        for (var stop : history.stops()) {
            if (over++ == history.extendedAfter()) {
                clock = clock.extend(history.extension());
            }
            day = day.plusDays(stop.after());
            clock = clock.pause(day, "HEARING", "art. 45");
            day = day.plusDays(stop.length());
            clock = clock.resume(day);
        }
        if (over <= history.extendedAfter()) {
            clock = clock.extend(history.extension());
        }
        return history.stillStopped() ? clock.pause(day, "HEARING", "art. 45") : clock;
    }

    private static @Nullable LocalDate dueByHand(CaseClock clock, int limit) {
        return limit == 0 ? sameDayByHand(clock) : countByHand(clock, limit);
    }

    private static @Nullable LocalDate countByHand(CaseClock clock, int limit) {
        var day = clock.startOn();
        int counted = 0;
        while (counted < limit) {
            day = day.plusDays(1);
            if (works(day) && !stopped(clock, day)) {
                counted++;
            } else if (works(day) && stoppedForGood(clock, day)) {
                return null;
            }
        }
        return day;
    }

    /** The first working day from the start on at whose end the case is not suspended. */
    private static @Nullable LocalDate sameDayByHand(CaseClock clock) {
        for (var day = clock.startOn(); ; day = day.plusDays(1)) {
            var evening = day;
            if (clock.pauses().stream()
                    .anyMatch(p -> p.endInclusive() == null && !evening.isBefore(p.startExclusive()))) {
                return null;
            }
            boolean stoppedInTheEvening = clock.pauses().stream()
                    .anyMatch(p -> p.endInclusive() != null
                            && !evening.isBefore(p.startExclusive())
                            && evening.isBefore(p.endInclusive()));
            if (works(day) && !stoppedInTheEvening) {
                return day;
            }
        }
    }

    private static boolean works(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return WORK.contains(day) || !weekend && !OFF.contains(day);
    }

    private static boolean stopped(CaseClock clock, LocalDate day) {
        return clock.pauses().stream()
                .anyMatch(p -> day.isAfter(p.startExclusive())
                        && (p.endInclusive() == null || !day.isAfter(p.endInclusive())));
    }

    private static boolean stoppedForGood(CaseClock clock, LocalDate day) {
        return clock.pauses().stream().anyMatch(p -> p.endInclusive() == null && day.isAfter(p.startExclusive()));
    }

    @Example
    void theRulesOwnExampleComesOut() {
        var clock = CaseClock.startingOn(LocalDate.of(2026, 3, 2), 10, 20);
        assertThat(clock.dueDates(CALENDAR).promisedOn()).isEqualTo(LocalDate.of(2026, 3, 16));

        var stopped = clock.pause(LocalDate.of(2026, 3, 5), "HEARING", "art. 45");
        assertThat(stopped.dueDates(CALENDAR)).isEqualTo(new DueDates(null, null, false));

        var resumed = stopped.resume(LocalDate.of(2026, 3, 12));
        assertThat(resumed.dueDates(CALENDAR).promisedOn()).isEqualTo(LocalDate.of(2026, 3, 23));
    }

    @Example
    void onTheSpotMeansByTheEndOfTheSameWorkingDay() {
        assertThat(sameDay(LocalDate.of(2026, 3, 2))).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(sameDay(LocalDate.of(2026, 3, 7))).isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(sameDay(LocalDate.of(2026, 2, 28)))
                .isEqualTo(LocalDate.of(2026, 2, 28)); // a Saturday that is worked
        assertThat(sameDay(LocalDate.of(2026, 10, 1))).isEqualTo(LocalDate.of(2026, 10, 8));
    }

    @Example
    void onTheSpotAfterASuspensionMeansTheDayItGoesOn() {
        var monday = LocalDate.of(2026, 3, 2);
        var stopped = CaseClock.startingOn(monday, 0, 6).pause(monday, "CORRECTION", "art. 32");

        assertThat(stopped.dueDates(CALENDAR).promisedOn()).isNull();
        assertThat(stopped.resume(monday).dueDates(CALENDAR).promisedOn()).isEqualTo(monday);
        assertThat(stopped.resume(monday.plusDays(3)).dueDates(CALENDAR).promisedOn())
                .isEqualTo(monday.plusDays(3));
    }

    @Example
    void whatIsAcceptedOnAFridayEveningCanBeSuspendedAtOnce() {
        var friday = LocalDate.of(2026, 11, 27);
        var stopped = CaseClock.startingOn(friday.plusDays(3), 0, 6).pause(friday, "EXPERT_REVIEW", "art. 45");

        assertThat(stopped.dueDates(CALENDAR).promisedOn()).isNull();
        assertThat(stopped.promised(CALENDAR).days()).extracting(Day::date).containsExactly(friday.plusDays(3));
        assertThat(stopped.resume(friday).dueDates(CALENDAR).promisedOn()).isEqualTo(friday.plusDays(3));
    }

    @Example
    void theExplanationOfOnTheSpotNamesTheDayThatCounts() {
        var days = CaseClock.startingOn(LocalDate.of(2026, 3, 7), 0, 6)
                .promised(CALENDAR)
                .days();

        assertThat(days)
                .extracting(Day::date)
                .containsExactly(LocalDate.of(2026, 3, 7), LocalDate.of(2026, 3, 8), LocalDate.of(2026, 3, 9));
        assertThat(days).extracting(Day::counted).containsExactly(false, false, true);
    }

    @Example
    void beyondTheLastPublishedYearAnAnswerIsProvisional() {
        assertThat(CaseClock.startingOn(LocalDate.of(2026, 12, 30), 1, 1)
                        .dueDates(CALENDAR)
                        .provisional())
                .isFalse();
        assertThat(CaseClock.startingOn(LocalDate.of(2026, 12, 30), 1, 5)
                        .dueDates(CALENDAR)
                        .provisional())
                .isTrue();
    }

    @Example
    void aRunningClockCannotGoOn() {
        var clock = CaseClock.startingOn(LocalDate.of(2026, 3, 2), 3, 20)
                .pause(LocalDate.of(2026, 3, 2), "HEARING", "art. 45")
                .resume(LocalDate.of(2026, 3, 3));

        assertThatIllegalStateException().isThrownBy(() -> clock.resume(LocalDate.of(2026, 3, 4)));
    }

    private static @Nullable LocalDate sameDay(LocalDate start) {
        var pauses = new ArrayList<Pause>();
        return new CaseClock(start, 0, 6, pauses).dueDates(CALENDAR).promisedOn();
    }
}
