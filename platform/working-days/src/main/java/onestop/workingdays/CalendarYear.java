package onestop.workingdays;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The notice for one year: which days are off, and which weekend days are worked.
 *
 * <p>A notice may reach back into the December before its year (the first off day of 2023 is 2022-12-31) but no further.
 *
 * @param off every day the notice gives off, weekend days inside a holiday included
 * @param work weekend days on which people work
 * @param source the notice this was taken from
 * @param published false for a projection made before the notice is out: it is used, and its answers stay provisional
 */
public record CalendarYear(int year, Set<LocalDate> off, Set<LocalDate> work, String source, boolean published) {

    public CalendarYear {
        if (year < WorkingDayCalendar.FIRST_DAY.getYear() || year > WorkingDayCalendar.LAST_DAY.getYear()) {
            throw new IllegalArgumentException("year %d is outside the supported range %d to %d"
                    .formatted(year, WorkingDayCalendar.FIRST_DAY.getYear(), WorkingDayCalendar.LAST_DAY.getYear()));
        }
        off = sorted(off);
        work = sorted(work);
        for (var date : off) {
            requireBelongsTo(year, date);
        }
        for (var date : work) {
            requireBelongsTo(year, date);
            if (!DayKind.isWeekend(date)) {
                throw new IllegalArgumentException(date + " is no weekend day: only weekend days are named as worked");
            }
            if (off.contains(date)) {
                throw new IllegalArgumentException(date + " is named both off and worked");
            }
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("the source of a calendar year must be named");
        }
    }

    /** The first day this notice decides about. When the notice arrives, due dates from this day on have to be computed again. */
    public LocalDate firstDay() {
        return Stream.concat(off.stream(), work.stream())
                .reduce(LocalDate.of(year, 1, 1), (earliest, date) -> date.isBefore(earliest) ? date : earliest);
    }

    private static SortedSet<LocalDate> sorted(Set<LocalDate> dates) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(dates));
    }

    private static void requireBelongsTo(int year, LocalDate date) {
        boolean precedingDecember = date.getYear() == year - 1 && date.getMonthValue() == 12;
        if (date.getYear() != year && !precedingDecember) {
            throw new IllegalArgumentException(date + " does not belong to the calendar year " + year);
        }
    }
}
