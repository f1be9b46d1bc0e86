package onestop.workingdays;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts working days. Immutable; {@link #with} yields the calendar that knows one more year.
 *
 * <p>One bit per day of a century, with the number of working days before each word of 64: {@link #between} is two look-ups and
 * {@link #add} one binary search, however long the stretch.
 */
public final class WorkingDayCalendar {
    /** Days outside this century are refused; no limit this platform keeps reaches so far. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    public static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

    /** The longest limit, in working days (about eight years). */
    public static final int MAX_WORKING_DAYS = 2_000;

    /** The most pauses one clock may have had. */
    public static final int MAX_PAUSES = 500;

    /** The longest explanation, in days of the calendar: the longest limit and more than five years of pauses. */
    public static final int MAX_EXPLAINED_DAYS = 5_000;

    private static final long EPOCH_DAY_OF_FIRST = FIRST_DAY.toEpochDay();
    private static final int DAY_COUNT = (int) (LAST_DAY.toEpochDay() - EPOCH_DAY_OF_FIRST + 1);
    private static final int WORD_COUNT = (DAY_COUNT + Long.SIZE - 1) / Long.SIZE;

    private final SortedMap<Integer, CalendarYear> years;
    private final long[] working;
    /** Working days before the first day of each word; one more entry holds the total. */
    private final int[] workingBefore;

    private WorkingDayCalendar(SortedMap<Integer, CalendarYear> years) {
        this.years = years;
        this.working = markWorkingDays(years.values());
        this.workingBefore = new int[WORD_COUNT + 1];
        for (int word = 0; word < WORD_COUNT; word++) {
            workingBefore[word + 1] = workingBefore[word] + Long.bitCount(working[word]);
        }
    }

    /** The calendar of the years 2023 to 2026. */
    public static WorkingDayCalendar shipped() {
        return Shipped.CALENDAR;
    }

    /** The calendar that knows these years and no other. */
    public static WorkingDayCalendar of(Collection<CalendarYear> years) {
        var byYear = new TreeMap<Integer, CalendarYear>();
        for (var year : years) {
            if (byYear.put(year.year(), year) != null) {
                throw new IllegalArgumentException("the year " + year.year() + " is given twice");
            }
        }
        return new WorkingDayCalendar(byYear);
    }

    /** This calendar with one year added or replaced. */
    public WorkingDayCalendar with(CalendarYear year) {
        var changed = new TreeMap<>(years);
        changed.put(year.year(), year);
        return new WorkingDayCalendar(changed);
    }

    /** All years known, oldest first, published or not. */
    public List<CalendarYear> years() {
        return List.copyOf(years.values());
    }

    public Optional<CalendarYear> year(int year) {
        return Optional.ofNullable(years.get(year));
    }

    public boolean isWorkingDay(LocalDate date) {
        return isWorking(indexOf(date));
    }

    public DayKind kind(LocalDate date) {
        boolean works = isWorkingDay(date);
        if (DayKind.isWeekend(date)) {
            return works ? DayKind.SWAPPED_WORKING_DAY : namedOff(date) ? DayKind.STATUTORY_OFF_DAY : DayKind.WEEKEND;
        }
        return works ? DayKind.WORKING_DAY : DayKind.STATUTORY_OFF_DAY;
    }

    /** Whether the notice for this day's year is not published, so that what is said about the day may still change. */
    public boolean provisional(LocalDate date) {
        indexOf(date);
        var year = years.get(date.getYear());
        return year == null || !year.published();
    }

    public int workingDaysIn(int year) {
        var last = LocalDate.of(year, 12, 31);
        int workingDays = countUpTo(indexOf(last));
        return year == FIRST_DAY.getYear() ? workingDays : workingDays - countUpTo(indexOf(last.minusYears(1)));
    }

    /**
     * The n-th working day after the start, which itself does not count; with a negative number the n-th before it. Zero is the start
     * itself, be it a working day or not.
     */
    public LocalDate add(LocalDate start, int workingDays) {
        if (Math.abs((long) workingDays) > MAX_WORKING_DAYS) {
            throw tooManyWorkingDays(workingDays);
        }
        int index = indexOf(start);
        if (workingDays == 0) {
            return start;
        }
        int rank = workingDays > 0 ? countUpTo(index) + workingDays : countUpTo(index - 1) + workingDays + 1;
        if (rank < 1 || rank > workingBefore[WORD_COUNT]) {
            throw new IllegalArgumentException("%d working days from %s lead outside the supported range %s to %s"
                    .formatted(workingDays, start, FIRST_DAY, LAST_DAY));
        }
        return FIRST_DAY.plusDays(select(rank));
    }

    /** How many working days lie after the start up to and including the end; negative when the end is before the start. */
    public int between(LocalDate start, LocalDate end) {
        return countUpTo(indexOf(end)) - countUpTo(indexOf(start));
    }

    /** How many working days lie after the start up to and including the end on which no pause stopped the clock; never negative. */
    public int between(LocalDate start, LocalDate end, List<Pause> pauses) {
        int counted = Math.max(0, between(start, end));
        // Pauses in the order of their start: whatever lies before `free` has been taken off already.
        var free = start;
        for (var pause : byStart(pauses)) {
            var from = later(pause.startExclusive(), free);
            var to = pause.endInclusive() == null ? end : earlier(pause.endInclusive(), end);
            if (from.isBefore(to)) {
                counted -= between(from, to);
                free = to;
            }
        }
        return counted;
    }

    /**
     * The last day of a limit, and the account of every day that led there. A day counts if it is a working day after the start and no
     * pause contains it.
     */
    public DueDate dueDate(LocalDate start, int workingDays, List<Pause> pauses) {
        if (workingDays < 0 || workingDays > MAX_WORKING_DAYS) {
            throw tooManyWorkingDays(workingDays);
        }
        indexOf(start);
        var sorted = byStart(pauses);
        var days = new ArrayList<DueDate.Day>();
        boolean provisional = false;
        int counted = 0;
        var date = start;
        while (counted < workingDays) {
            if (days.size() == MAX_EXPLAINED_DAYS || !date.isBefore(LAST_DAY)) {
                throw new IllegalArgumentException(
                        "the limit that starts on %s does not end within %d days and before %s"
                                .formatted(start, MAX_EXPLAINED_DAYS, LAST_DAY));
            }
            date = date.plusDays(1);
            provisional |= provisional(date);
            var kind = kind(date);
            var pause = kind.isWorking() ? firstContaining(sorted, date) : null;
            boolean counts = kind.isWorking() && pause == null;
            counted += counts ? 1 : 0;
            days.add(new DueDate.Day(
                    date, counts, counted, pause == null ? DueDate.Reason.of(kind) : DueDate.Reason.PAUSE, pause));
            if (pause != null && stopsForGood(sorted, date)) {
                return new DueDate(start, workingDays, null, provisional, days);
            }
        }
        return new DueDate(start, workingDays, date, provisional, days);
    }

    private static @Nullable Pause firstContaining(List<Pause> sorted, LocalDate date) {
        for (var pause : sorted) {
            if (pause.contains(date)) {
                return pause;
            }
        }
        return null;
    }

    private static boolean stopsForGood(List<Pause> pauses, LocalDate date) {
        return pauses.stream().anyMatch(pause -> pause.endInclusive() == null && pause.contains(date));
    }

    private static List<Pause> byStart(List<Pause> pauses) {
        if (pauses.size() > MAX_PAUSES) {
            throw new IllegalArgumentException(
                    "%d pauses are more than the %d allowed".formatted(pauses.size(), MAX_PAUSES));
        }
        return pauses.stream()
                .sorted(Comparator.comparing(Pause::startExclusive))
                .toList();
    }

    private boolean namedOff(LocalDate date) {
        var own = years.get(date.getYear());
        var next = years.get(date.getYear() + 1);
        return (own != null && own.off().contains(date))
                || (next != null && next.off().contains(date));
    }

    private boolean isWorking(int index) {
        return (working[index / Long.SIZE] >>> index & 1) == 1; // a shift uses only the low six bits of its distance
    }

    /** Working days from the first supported day up to this one, included. */
    private int countUpTo(int index) {
        if (index < 0) {
            return 0;
        }
        long upToIndex = working[index / Long.SIZE] << (Long.SIZE - 1 - index % Long.SIZE);
        return workingBefore[index / Long.SIZE] + Long.bitCount(upToIndex);
    }

    /** The index of the working day with this rank, counted from one. */
    private int select(int rank) {
        int low = 0;
        int high = WORD_COUNT - 1;
        while (low < high) { // the last word with fewer than `rank` working days before it
            int middle = (low + high + 1) >>> 1;
            if (workingBefore[middle] < rank) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        long bit = Long.expand(1L << (rank - workingBefore[low] - 1), working[low]);
        return low * Long.SIZE + Long.numberOfTrailingZeros(bit);
    }

    private static long[] markWorkingDays(Collection<CalendarYear> oldestFirst) {
        var bits = new long[WORD_COUNT];
        int dayOfWeek = FIRST_DAY.getDayOfWeek().getValue() - 1;
        for (int index = 0; index < DAY_COUNT; index++) {
            if ((dayOfWeek + index) % 7 < 5) {
                bits[index / Long.SIZE] |= 1L << index;
            }
        }
        // Where two notices speak of the same December day, the later one holds.
        for (var year : oldestFirst) {
            year.off().stream()
                    .filter(date -> !date.isBefore(FIRST_DAY))
                    .mapToInt(WorkingDayCalendar::indexOf)
                    .forEach(index -> bits[index / Long.SIZE] &= ~(1L << index));
            year.work().stream()
                    .filter(date -> !date.isBefore(FIRST_DAY))
                    .mapToInt(WorkingDayCalendar::indexOf)
                    .forEach(index -> bits[index / Long.SIZE] |= 1L << index);
        }
        return bits;
    }

    private static int indexOf(LocalDate date) {
        if (date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY)) {
            throw new IllegalArgumentException(
                    "%s is outside the supported range %s to %s".formatted(date, FIRST_DAY, LAST_DAY));
        }
        return (int) (date.toEpochDay() - EPOCH_DAY_OF_FIRST);
    }

    private static IllegalArgumentException tooManyWorkingDays(int workingDays) {
        return new IllegalArgumentException(
                "%d working days: a limit has at most %d".formatted(workingDays, MAX_WORKING_DAYS));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static final class Shipped {
        static final WorkingDayCalendar CALENDAR = of(CalendarYears.shipped());
    }
}
