package onestop.workingdays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The bit arithmetic against an oracle that walks day by day and shares no code with it. */
class WorkingDayPropertyTests {
    private static final LocalDate FROM = LocalDate.of(2022, 12, 1);
    private static final LocalDate TO = LocalDate.of(2028, 12, 31);

    private final WorkingDayCalendar calendar = WorkingDayCalendar.shipped();

    @Property(tries = 2_000)
    void addWalksToTheNthWorkingDay(@ForAll("dates") LocalDate start, @ForAll @IntRange(min = -300, max = 300) int n) {
        assertThat(calendar.add(start, n)).isEqualTo(Oracle.add(start, n));
    }

    @Property(tries = 2_000)
    void betweenCountsWhatLiesBetween(@ForAll("dates") LocalDate start, @ForAll("dates") LocalDate end) {
        assertThat(calendar.between(start, end)).isEqualTo(Oracle.between(start, end));
    }

    @Property
    void betweenUndoesAdd(@ForAll("dates") LocalDate start, @ForAll @IntRange(min = 0, max = 2_000) int n) {
        assertThat(calendar.between(start, calendar.add(start, n))).isEqualTo(n);
    }

    @Property
    void addingTwiceIsAddingTheSum(
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(min = 1, max = 500) int one,
            @ForAll @IntRange(min = 1, max = 500) int other) {
        assertThat(calendar.add(calendar.add(start, one), other)).isEqualTo(calendar.add(start, one + other));
    }

    @Property
    void aLaterStartIsNeverDueEarlier(@ForAll("dates") LocalDate start, @ForAll @IntRange(min = 1, max = 99) int n) {
        assertThat(calendar.add(start.plusDays(1), n)).isAfterOrEqualTo(calendar.add(start, n));
    }

    @Property(tries = 2_000)
    void dueDateSkipsEveryPausedDay(
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(min = 0, max = 60) int n,
            @ForAll("pauses") List<Pause> pauses) {
        var due = calendar.dueDate(start, n, pauses);

        assertThat(due.dueOn()).isEqualTo(Oracle.due(start, n, pauses));
        assertThat(due.days().stream().filter(DueDate.Day::counted)).hasSize(due.stopped() ? lastNumber(due) : n);
        if (!due.stopped()) {
            var dueOn = due.requireDueOn();
            assertThat(calendar.between(start, dueOn, pauses)).isEqualTo(n);
            assertThat(due.days())
                    .extracting(DueDate.Day::date)
                    .isEqualTo(start.plusDays(1).datesUntil(dueOn.plusDays(1)).toList());
            assertThat(due.provisional())
                    .isEqualTo(due.days().stream().anyMatch(day -> calendar.provisional(day.date())));
        }
    }

    @Property(tries = 2_000)
    void daysUsedAreTheDaysNoPauseContains(
            @ForAll("dates") LocalDate start, @ForAll("dates") LocalDate end, @ForAll("pauses") List<Pause> pauses) {
        long expected = start.isBefore(end)
                ? start.plusDays(1)
                        .datesUntil(end.plusDays(1))
                        .filter(date -> Oracle.counts(date, pauses))
                        .count()
                : 0;

        assertThat(calendar.between(start, end, pauses)).isEqualTo((int) expected);
    }

    @Property
    void aPauseNeverBringsTheDueDateForward(
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll("pauses") List<Pause> pauses) {
        var due = calendar.dueDate(start, n, pauses);

        assertThat(due.stopped() || !due.requireDueOn().isBefore(calendar.add(start, n)))
                .isTrue();
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.longs().between(FROM.toEpochDay(), TO.toEpochDay()).map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<List<Pause>> pauses() {
        return Combinators.combine(
                        dates(), Arbitraries.integers().between(0, 60).injectNull(0.05))
                .as((start, days) ->
                        new Pause(start, days == null ? null : start.plusDays(days), "HEARING", "article 45"))
                .list()
                .ofMaxSize(12);
    }

    private static int lastNumber(DueDate due) {
        return due.days().getLast().number();
    }

    /** Reads the same notices, and knows only how to look at one day after the other. */
    private static final class Oracle {
        private static final Set<LocalDate> OFF = new HashSet<>();
        private static final Set<LocalDate> WORK = new HashSet<>();

        static {
            for (var year : CalendarYears.shipped()) {
                OFF.addAll(year.off());
                WORK.addAll(year.work());
            }
        }

        static boolean works(LocalDate date) {
            boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
            return WORK.contains(date) || (!weekend && !OFF.contains(date));
        }

        static boolean counts(LocalDate date, List<Pause> pauses) {
            return works(date)
                    && pauses.stream()
                            .noneMatch(pause -> pause.startExclusive().isBefore(date)
                                    && (pause.endInclusive() == null
                                            || !Objects.requireNonNull(pause.endInclusive())
                                                    .isBefore(date)));
        }

        static LocalDate add(LocalDate start, int n) {
            var date = start;
            for (int left = Math.abs(n); left > 0; ) {
                date = date.plusDays(Integer.signum(n));
                left -= works(date) ? 1 : 0;
            }
            return date;
        }

        static int between(LocalDate start, LocalDate end) {
            if (end.isBefore(start)) {
                return -between(end, start);
            }
            return (int) start.plusDays(1)
                    .datesUntil(end.plusDays(1))
                    .filter(Oracle::works)
                    .count();
        }

        static @Nullable LocalDate due(LocalDate start, int n, List<Pause> pauses) {
            var date = start;
            for (int left = n; left > 0; ) {
                date = date.plusDays(1);
                if (date.isAfter(TO.plusYears(3))) {
                    return null;
                }
                left -= counts(date, pauses) ? 1 : 0;
            }
            return date;
        }
    }
}
