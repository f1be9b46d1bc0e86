package onestop.appeal.rates;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import onestop.appeal.rates.RateMonths.Sums;
import onestop.appeal.units.HeldBy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts for the rates, in one statement so that they agree with each other: the sums of closed appeals and the open ones as they
 * are now. What a clock was set for and has neither been met nor run out counts in no denominator. Dispatches and returns are counted
 * each for the unit that got or returned, whoever has the appeal now; what a unit has given back is with no unit, and what waits for
 * another appeal with the unit of that one.
 */
@Repository
class RateCounts {
    private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3600);

    private final JdbcClient jdbc;

    RateCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which appeals to count; what is absent narrows nothing. */
    record Selection(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String unit,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String blockedClass) {
        private String ofUnit() {
            return unit == null ? "" : " AND unit = :unit";
        }

        /** All but the unit. */
        private String conditions() {
            return (from == null ? "" : " AND received_on >= :first")
                    + (to == null ? "" : " AND received_on <= :last")
                    + (kind == null ? "" : " AND kind = :kind")
                    + (source == null ? "" : " AND source = :source")
                    + (blockedClass == null ? "" : " AND blocked_class = :blockedClass");
        }
    }

    /** By what the counts are told apart. */
    enum Grouping {
        UNIT("coalesce(unit, '')", "", ""),
        KIND("kind", ", kind", ""),
        SOURCE("source", ", source", ""),
        /** Of blocked matters; others have no class. */
        BLOCKED_CLASS("blocked_class", ", blocked_class", " AND kind = 'BLOCKED_MATTER'");

        private final String key;
        private final String besideUnit;
        private final String condition;

        /** @param besideUnit what open ones are grouped by, beside the unit that holds them */
        Grouping(String key, String besideUnit, String condition) {
            this.key = key;
            this.besideUnit = besideUnit;
            this.condition = condition;
        }
    }

    /** @param key of the group; empty for appeals that no unit has yet */
    record Counted(String key, Counts counts) {}

    /** @param averageHandlingHours from the receipt to the answer that stands; what is being redone has none */
    record Counts(
            long received,
            Rate response,
            Rate opinion,
            Rate answer,
            Rate solution,
            Rate satisfaction,
            Rate closing,
            Rate closingInTime,
            Rate returning,
            Rate redoing,
            Rate atOnce,
            @Nullable BigDecimal averageHandlingHours) {}

    Counts count(Selection selection, Instant now) {
        return query(selection.conditions(), selection, "'all'", "", now).stream()
                .findFirst()
                .map(Counted::counts)
                .orElse(NOTHING);
    }

    List<Counted> countBy(Grouping grouping, Selection selection, Instant now) {
        return query(selection.conditions() + grouping.condition, selection, grouping.key, grouping.besideUnit, now);
    }

    private static final Counts NOTHING = new Counts(
            0,
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            Rate.of(0, 0),
            null);

    private List<Counted> query(String conditions, Selection selection, String key, String besideUnit, Instant now) {
        return RateMonths.Period.of(selection.from(), selection.to())
                .bind(jdbc.sql("""
                WITH %4$s, closed AS (
                    SELECT %1$s AS key, sum(received) AS received, sum(to_contact) AS to_contact,
                           sum(contacted_in_time) AS contacted_in_time, sum(to_opine) AS to_opine,
                           sum(opined_in_time) AS opined_in_time, sum(to_answer) AS to_answer,
                           sum(answered_in_time) AS answered_in_time, sum(reached) AS reached, sum(solved) AS solved,
                           sum(satisfied) AS satisfied, sum(received) AS to_close, sum(received) AS closed,
                           sum(closed_in_time) AS closed_in_time, 0 AS dispatched, 0 AS returned, sum(redone) AS redone,
                           sum(at_once) AS at_once, sum(to_answer) AS replied, sum(to_answer) AS answered,
                           sum(handling_seconds) AS handling_seconds
                      FROM %5$s AS days
                     WHERE true%2$s%7$s
                     GROUP BY 1
                ), held AS (
                    SELECT unit, state, joined_to%8$s, count(*) AS received,
                           count(*) FILTER (WHERE contact_due_at IS NOT NULL
                                                  AND (contacted_at IS NOT NULL OR contact_due_at < :now)) AS to_contact,
                           count(*) FILTER (WHERE contacted_at <= contact_due_at) AS contacted_in_time,
                           count(*) FILTER (WHERE opinion_due_at IS NOT NULL
                                                  AND (opinion_at IS NOT NULL OR opinion_due_at < :now)) AS to_opine,
                           count(*) FILTER (WHERE opinion_at <= opinion_due_at) AS opined_in_time,
                           count(*) FILTER (WHERE replied_at IS NOT NULL OR solution_due_at < :now) AS to_answer,
                           count(*) FILTER (WHERE replied_at <= solution_due_at) AS answered_in_time,
                           count(*) FILTER (WHERE reached) AS reached,
                           count(*) FILTER (WHERE reached AND solved) AS solved,
                           count(*) FILTER (WHERE reached AND satisfied) AS satisfied,
                           count(*) FILTER (WHERE solution_due_at < :now) AS to_close,
                           count(*) FILTER (WHERE redone OR office_redone) AS redone,
                           count(*) FILTER (WHERE replied_at IS NOT NULL) AS replied,
                           count(*) FILTER (WHERE answered_at IS NOT NULL) AS answered,
                           coalesce(sum(CAST(extract(epoch FROM answered_at - received_at) AS bigint)), 0) AS handling_seconds
                      FROM appeal
                     WHERE state NOT IN ('CLOSED', 'REJECTED')%2$s%9$s
                     GROUP BY unit, state, joined_to%8$s
                ), open AS (
                    SELECT %1$s AS key, sum(received) AS received, sum(to_contact) AS to_contact,
                           sum(contacted_in_time) AS contacted_in_time, sum(to_opine) AS to_opine,
                           sum(opined_in_time) AS opined_in_time, sum(to_answer) AS to_answer,
                           sum(answered_in_time) AS answered_in_time, sum(reached) AS reached, sum(solved) AS solved,
                           sum(satisfied) AS satisfied, sum(to_close) AS to_close, 0 AS closed, 0 AS closed_in_time,
                           0 AS dispatched, 0 AS returned, sum(redone) AS redone, 0 AS at_once, sum(replied) AS replied,
                           sum(answered) AS answered, sum(handling_seconds) AS handling_seconds
                      FROM (SELECT %3$s AS unit%8$s, received, to_contact, contacted_in_time, to_opine, opined_in_time,
                                   to_answer, answered_in_time, reached, solved, satisfied, to_close, redone, replied, answered,
                                   handling_seconds
                              FROM held) AS by_holder
                     WHERE true%7$s
                     GROUP BY 1
                ), given AS (
                    SELECT %1$s AS key, 0 AS received, 0 AS to_contact, 0 AS contacted_in_time, 0 AS to_opine, 0 AS opined_in_time,
                           0 AS to_answer, 0 AS answered_in_time, 0 AS reached, 0 AS solved, 0 AS satisfied, 0 AS to_close,
                           0 AS closed, 0 AS closed_in_time, sum(dispatched) AS dispatched, sum(returned) AS returned, 0 AS redone,
                           0 AS at_once, 0 AS replied, 0 AS answered, 0 AS handling_seconds
                      FROM %6$s AS days
                     WHERE true%2$s%7$s
                     GROUP BY 1
                )
                SELECT key, sum(received) AS received, sum(to_contact) AS to_contact,
                       sum(contacted_in_time) AS contacted_in_time, sum(to_opine) AS to_opine,
                       sum(opined_in_time) AS opined_in_time, sum(to_answer) AS to_answer,
                       sum(answered_in_time) AS answered_in_time, sum(reached) AS reached, sum(solved) AS solved,
                       sum(satisfied) AS satisfied, sum(to_close) AS to_close, sum(closed) AS closed,
                       sum(closed_in_time) AS closed_in_time, sum(dispatched) AS dispatched, sum(returned) AS returned,
                       sum(redone) AS redone, sum(at_once) AS at_once, sum(replied) AS replied,
                       sum(answered) AS answered, sum(handling_seconds) AS handling_seconds
                  FROM (SELECT * FROM closed UNION ALL SELECT * FROM open UNION ALL SELECT * FROM given) AS counted
                 GROUP BY key
                HAVING sum(received) > 0 OR sum(dispatched) > 0
                 ORDER BY key
                """.formatted(
                                key,
                                conditions,
                                HeldBy.unit("held"),
                                RateMonths.CHANGED,
                                Sums.RATE.rows(),
                                Sums.DISPATCH.rows(),
                                selection.ofUnit(),
                                besideUnit,
                                selection.unit() == null ? "" : " AND (unit = :unit OR joined_to IS NOT NULL)")))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("unit", selection.unit())
                .param("kind", selection.kind())
                .param("source", selection.source())
                .param("blockedClass", selection.blockedClass())
                .query((row, _) -> new Counted(row.getString("key"), counts(row)))
                .list();
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("received"),
                rate(row, "contacted_in_time", "to_contact"),
                rate(row, "opined_in_time", "to_opine"),
                rate(row, "answered_in_time", "to_answer"),
                rate(row, "solved", "reached"),
                rate(row, "satisfied", "reached"),
                rate(row, "closed", "to_close"),
                rate(row, "closed_in_time", "to_close"),
                rate(row, "returned", "dispatched"),
                rate(row, "redone", "replied"),
                rate(row, "at_once", "closed"),
                average(row.getBigDecimal("handling_seconds"), row.getLong("answered"))
                        .orElse(null));
    }

    private static Optional<BigDecimal> average(BigDecimal seconds, long answers) {
        return answers == 0
                ? Optional.empty()
                : Optional.of(seconds.divide(
                        SECONDS_OF_AN_HOUR.multiply(BigDecimal.valueOf(answers)), 2, RoundingMode.HALF_UP));
    }

    private static Rate rate(ResultSet row, String numerator, String denominator) throws SQLException {
        return Rate.of(row.getLong(numerator), row.getLong(denominator));
    }
}
