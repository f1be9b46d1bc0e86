package onestop.evaluation.counting;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of the tallies that a period is made of: whole months, and at its ends the days that are missing from them or
 * too many in them, whichever are fewer. So no period reads more than sixteen days at either end.
 */
public final class TallyPeriod {
    private static final LocalDate LATE = LocalDate.of(9999, 12, 31);
    private static final Days NONE = new Days(LATE, LATE.minusDays(1), 1);

    private final Days months;
    private final Days head;
    private final Days tail;

    /** @param sign -1 for days that are taken off again */
    private record Days(LocalDate from, LocalDate to, int sign) {}

    private TallyPeriod(Days months, Days head, Days tail) {
        this.months = months;
        this.head = head;
        this.tail = tail;
    }

    /** Days from the first to the last, both included. */
    public static TallyPeriod of(LocalDate from, LocalDate to) {
        var first = YearMonth.from(from);
        var last = YearMonth.from(to);
        if (first.equals(last) && !(from.getDayOfMonth() == 1 && to.equals(last.atEndOfMonth()))) {
            return new TallyPeriod(NONE, new Days(from, to, 1), NONE);
        }
        int before = from.getDayOfMonth() - 1;
        boolean wholeFirst = before <= first.lengthOfMonth() - before;
        int after = last.lengthOfMonth() - to.getDayOfMonth();
        boolean wholeLast = after <= last.lengthOfMonth() - after;
        return new TallyPeriod(
                new Days(
                        (wholeFirst ? first : first.plusMonths(1)).atDay(1),
                        (wholeLast ? last : last.minusMonths(1)).atDay(1),
                        1),
                wholeFirst ? new Days(first.atDay(1), from.minusDays(1), -1) : new Days(from, first.atEndOfMonth(), 1),
                wholeLast ? new Days(to.plusDays(1), last.atEndOfMonth(), -1) : new Days(last.atDay(1), to, 1));
    }

    /**
     * A table expression of one row for each row of the tallies that lies in the period.
     *
     * @param taken other columns that are wanted, such as {@code key}
     * @param counts the columns of counts that are wanted
     * @param where a condition, without the days, with the caller's own parameters
     */
    public static String rows(String taken, Iterable<String> counts, String where) {
        return rows("rating_month_tally", "rating_tally", taken, counts, where);
    }

    /** The same of what was rated beside the whole. */
    public static String dimensionRows(String taken, Iterable<String> counts, String where) {
        return rows("dimension_month_tally", "dimension_tally", taken, counts, where);
    }

    private static String rows(String ofMonths, String ofDays, String taken, Iterable<String> counts, String where) {
        var columns = new StringBuilder(taken);
        counts.forEach(column ->
                columns.append(columns.isEmpty() ? "" : ", ").append("%1$s * sign AS %1$s".formatted(column)));
        var rows = """
                SELECT %s FROM %s CROSS JOIN (SELECT :%sSign::integer AS sign) AS s
                 WHERE %s AND day BETWEEN :%3$sFrom AND :%3$sTo""";
        return "("
                + String.join(
                        " UNION ALL ",
                        rows.formatted(columns, ofMonths, "months", where),
                        rows.formatted(columns, ofDays, "head", where),
                        rows.formatted(columns, ofDays, "tail", where))
                + ")";
    }

    /** The parameters of {@link #rows}. */
    public Map<String, Object> parameters() {
        var parameters = new LinkedHashMap<String, Object>();
        Map.of("months", months, "head", head, "tail", tail).forEach((name, days) -> {
            parameters.put(name + "From", days.from());
            parameters.put(name + "To", days.to());
            parameters.put(name + "Sign", days.sign());
        });
        return parameters;
    }
}
