package onestop.approval.figures;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A period as whole months with the days before and after them. A part in which there is nothing ends before it begins.
 *
 * @param from the first day
 * @param headTo the last day before the whole months
 * @param firstMonth the first day of the first whole month
 * @param lastMonth the first day of the last one
 * @param tailFrom the first day after the whole months
 * @param to the last day
 */
record PeriodParts(
        LocalDate from, LocalDate headTo, LocalDate firstMonth, LocalDate lastMonth, LocalDate tailFrom, LocalDate to) {

    static PeriodParts of(LocalDate from, LocalDate to) {
        var first = from.getDayOfMonth() == 1
                ? YearMonth.from(from)
                : YearMonth.from(from).plusMonths(1);
        var last = to.equals(YearMonth.from(to).atEndOfMonth())
                ? YearMonth.from(to)
                : YearMonth.from(to).minusMonths(1);
        if (last.isBefore(first)) {
            return new PeriodParts(
                    from, to, first.atDay(1), first.minusMonths(1).atDay(1), to.plusDays(1), to);
        }
        return new PeriodParts(
                from,
                first.atDay(1).minusDays(1),
                first.atDay(1),
                last.atDay(1),
                last.atEndOfMonth().plusDays(1),
                to);
    }
}
