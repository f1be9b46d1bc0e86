package onestop.evaluation.counting;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of the tallies that a period is made of: whole months, and at its ends the days that are missing from them or
 * too many in them, whichever are fewer. So no period reads more than sixteen days at either end. Where what was rated
 * before a day is settled, it is the difference of two such sums instead, with three days at either end.
 */
public final class TallyPeriod {
    private static final LocalDate LATE = LocalDate.of(9999, 12, 31);
    private static final Days NONE = new Days(LATE, LATE.minusDays(1), 1);

    private final Days months;
    private final Days head;
    private final Days tail;
    private final Sums sums;

    /** @param sign -1 for days that are taken off again */
    private record Days(LocalDate from, LocalDate to, int sign) {
        /** Days from a step to the one at which a period begins: taken off where the step is earlier, else added. */
        private static Days from(LocalDate step, LocalDate begin) {
            return step.isBefore(begin)
                    ? new Days(step, begin.minusDays(1), -1)
                    : new Days(begin, step.minusDays(1), 1);
        }

        /** Days from a step to the one before which a period ends: added where the step is earlier, else taken off. */
        private static Days to(LocalDate step, LocalDate end) {
            return step.isBefore(end) ? new Days(step, end.minusDays(1), 1) : new Days(end, step.minusDays(1), -1);
        }

        private long length() {
            return to.toEpochDay() - from.toEpochDay() + 1;
        }
    }

    /** What was rated before the later step, less what was rated before the earlier one. */
    private record Sums(LocalDate earlier, LocalDate later) {}

    private static final Sums NO_SUMS = new Sums(LATE, LATE);

    private TallyPeriod(Days months, Days head, Days tail, Sums sums) {
        this.months = months;
        this.head = head;
        this.tail = tail;
        this.sums = sums;
    }

    /** Days from the first to the last, both included. */
    public static TallyPeriod of(LocalDate from, LocalDate to) {
        var first = YearMonth.from(from);
        var last = YearMonth.from(to);
        if (first.equals(last) && !(from.getDayOfMonth() == 1 && to.equals(last.atEndOfMonth()))) {
            return new TallyPeriod(NONE, new Days(from, to, 1), NONE, NO_SUMS);
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
                wholeLast ? new Days(to.plusDays(1), last.atEndOfMonth(), -1) : new Days(last.atDay(1), to, 1),
                NO_SUMS);
    }

    /**
     * The same, of sums of what was rated before a day where that reads fewer rows; for {@link #rowsOrSums}.
     *
     * @param settled up to where they hold: {@code before} of {@code rating_tally_settled}
     */
    public static TallyPeriod of(LocalDate from, LocalDate to, LocalDate settled) {
        var plain = of(from, to);
        var end = to.plusDays(1);
        var earlier = TallySteps.nearest(from);
        var nearest = TallySteps.nearest(end);
        var later = nearest.isAfter(settled) ? settled : nearest;
        if (!earlier.isBefore(later)) {
            return plain;
        }
        var ofSums = new TallyPeriod(NONE, Days.from(earlier, from), Days.to(later, end), new Sums(earlier, later));
        return ofSums.length() < plain.length() ? ofSums : plain;
    }

    /** How many rows of each key are read. */
    private long length() {
        long ofMonths = months == NONE ? 0 : ChronoUnit.MONTHS.between(months.from(), months.to()) + 1;
        return ofMonths + head.length() + tail.length() + (sums == NO_SUMS ? 0 : 2);
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

    /** The same, also of a period that is made of sums: without parts, and with {@link TallySql#SUMS_AND_DEFAULTS} alone. */
    public static String rowsOrSums(String taken, Iterable<String> counts, String where) {
        var sums = """
                SELECT %s FROM rating_tally_before CROSS JOIN (SELECT %s AS sign) AS s WHERE %s AND day = :%s""";
        var columns = signed(taken, counts);
        return "("
                + String.join(
                        " UNION ALL ",
                        rows(taken, counts, where),
                        sums.formatted(columns, "1", where, "sumsLater"),
                        sums.formatted(columns, "-1", where, "sumsEarlier"))
                + ")";
    }

    /** The same of what was rated beside the whole. */
    public static String dimensionRows(String taken, Iterable<String> counts, String where) {
        return rows("dimension_month_tally", "dimension_tally", taken, counts, where);
    }

    private static String rows(String ofMonths, String ofDays, String taken, Iterable<String> counts, String where) {
        var columns = signed(taken, counts);
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

    private static String signed(String taken, Iterable<String> counts) {
        var columns = new StringBuilder(taken);
        counts.forEach(column ->
                columns.append(columns.isEmpty() ? "" : ", ").append("%1$s * sign AS %1$s".formatted(column)));
        return columns.toString();
    }

    /** The parameters of {@link #rows} and of {@link #rowsOrSums}. */
    public Map<String, Object> parameters() {
        var parameters = new LinkedHashMap<String, Object>();
        Map.of("months", months, "head", head, "tail", tail).forEach((name, days) -> {
            parameters.put(name + "From", days.from());
            parameters.put(name + "To", days.to());
            parameters.put(name + "Sign", days.sign());
        });
        parameters.put("sumsEarlier", sums.earlier());
        parameters.put("sumsLater", sums.later());
        return parameters;
    }
}
