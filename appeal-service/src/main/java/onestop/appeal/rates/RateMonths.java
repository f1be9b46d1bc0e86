package onestop.appeal.rates;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.appeal.folding.Notes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sums of days added up by month, so that rates of a year read twelve rows where they would read 365. A month that has changed
 * since it was added up is read by its days: what a reader sees is never late.
 */
@Repository
class RateMonths implements Notes {
    private static final long LOCK = 7_142;

    private static final List<String> KEY = List.of("received_on", "unit", "kind", "source", "blocked_class");

    private final JdbcClient jdbc;

    RateMonths(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sums that are kept by day and by month. */
    enum Sums {
        RATE(
                "received",
                "to_contact",
                "contacted_in_time",
                "to_opine",
                "opined_in_time",
                "to_answer",
                "answered_in_time",
                "closed_in_time",
                "reached",
                "solved",
                "satisfied",
                "dispatched",
                "returned",
                "redone",
                "at_once",
                "handling_seconds"),
        DISPATCH("dispatched", "returned");

        private final List<String> columns;

        Sums(String... columns) {
            this.columns = List.of(columns);
        }

        private String days() {
            return name().toLowerCase(Locale.ROOT) + "_day";
        }

        private String months() {
            return name().toLowerCase(Locale.ROOT) + "_month";
        }

        private String all() {
            return Stream.concat(KEY.stream(), columns.stream()).collect(Collectors.joining(", "));
        }

        private String each(UnaryOperator<String> text) {
            return columns.stream().map(text).collect(Collectors.joining(", "));
        }

        /**
         * A table expression: rows that add up to the days of a period, as few as can be. The statement must have a part
         * {@link #CHANGED} and the parameters of {@link Period}.
         */
        String rows() {
            return """
                    (SELECT %1$s FROM %2$s WHERE received_on >= :first AND received_on < :firstMonth
                      UNION ALL
                     SELECT %1$s FROM %2$s WHERE received_on >= :afterMonths AND received_on <= :last
                      UNION ALL
                     SELECT %1$s FROM %3$s
                      WHERE received_on >= :firstMonth AND received_on < :afterMonths
                        AND received_on NOT IN (SELECT month FROM changed)
                      UNION ALL
                     SELECT d.* FROM changed CROSS JOIN LATERAL (%4$s) AS d)
                    """.formatted(all(), days(), months(), daysOf("changed.month"));
        }

        private String daysOf(String month) {
            return """
                    SELECT %1$s FROM %2$s
                     WHERE received_on >= %3$s AND received_on < CAST(%3$s + interval '1 month' AS date)
                    OFFSET 0""".formatted(all(), days(), month);
        }

        private String addUp() {
            return """
                    INSERT INTO %1$s AS m (%2$s)
                    SELECT n.month, d.unit, d.kind, d.source, d.blocked_class, %3$s
                      FROM named AS n CROSS JOIN LATERAL (%4$s) AS d
                     GROUP BY 1, 2, 3, 4, 5
                        ON CONFLICT (received_on, unit, kind, source, blocked_class) DO UPDATE SET %5$s
                    """.formatted(
                            months(),
                            all(),
                            each("sum(d.%s)"::formatted),
                            daysOf("n.month"),
                            each("%1$s = excluded.%1$s"::formatted));
        }
    }

    /** The months of a period that have changed since they were added up. */
    static final String CHANGED = """
            changed AS MATERIALIZED (
                SELECT DISTINCT month FROM month_to_add_up WHERE month >= :firstMonth AND month < :afterMonths)""";

    /**
     * A period, and the months that lie in it whole.
     *
     * @param firstMonth the first day of the first of them
     * @param afterMonths the day after the last of them; {@code firstMonth} if there is none
     */
    record Period(LocalDate first, LocalDate last, LocalDate firstMonth, LocalDate afterMonths) {
        /** What is absent has no end. */
        static Period of(@Nullable LocalDate from, @Nullable LocalDate to) {
            var first = from == null ? LocalDate.MIN : from;
            var last = to == null ? LocalDate.MAX : to;
            var firstMonth =
                    first.getDayOfMonth() == 1 ? first : first.withDayOfMonth(1).plusMonths(1);
            var afterMonths =
                    last.equals(LocalDate.MAX) ? last : last.plusDays(1).withDayOfMonth(1);
            return new Period(first, last, firstMonth, afterMonths.isBefore(firstMonth) ? firstMonth : afterMonths);
        }

        JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
            return statement
                    .param("first", first)
                    .param("last", last)
                    .param("firstMonth", firstMonth)
                    .param("afterMonths", afterMonths);
        }
    }

    private static final String ADD_UP = """
            WITH taken AS (
                DELETE FROM month_to_add_up
                 WHERE id = ANY (ARRAY(SELECT id FROM month_to_add_up ORDER BY id LIMIT :most))
                RETURNING month
            ), named AS (
                SELECT DISTINCT month FROM taken
            ), rates AS (%s), dispatches AS (%s)
            SELECT count(*) FROM taken
            """.formatted(Sums.RATE.addUp(), Sums.DISPATCH.addUp());

    @Override
    public long lock() {
        return LOCK;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int fold() {
        return jdbc.sql(ADD_UP).param("most", MOST).query(Integer.class).single();
    }
}
