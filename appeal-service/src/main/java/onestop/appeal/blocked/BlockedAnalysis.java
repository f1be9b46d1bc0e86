package onestop.appeal.blocked;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.appeal.blocked.BlockedMessages.MonthOfItem;
import onestop.appeal.clocks.Shanghai;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts blocked matters and negative answers by item. Each fact belongs to the day on which it is there: a matter and a report to the
 * day of receipt, that a matter was late to its due day, that a report was not justified to the day of the review. So what a month has
 * shown is complete when it is over.
 */
@Repository
class BlockedAnalysis {
    private static final String COUNTED = """
            WITH matter AS (
                SELECT item_code, count(*) FILTER (WHERE received) AS blocked_matters, count(*) FILTER (WHERE NOT received) AS late
                  FROM (SELECT item_code, true AS received
                          FROM appeal
                         WHERE kind = 'BLOCKED_MATTER' AND item_code IS NOT NULL AND received_on BETWEEN :from AND :to
                           AND state <> 'REJECTED'
                         UNION ALL
                        SELECT item_code, false
                          FROM appeal
                         WHERE kind = 'BLOCKED_MATTER' AND item_code IS NOT NULL
                           AND solution_due_at >= :begins AND solution_due_at < :ends
                           AND coalesce(replied_at, :now) > solution_due_at AND state <> 'REJECTED') AS matters
                 GROUP BY item_code
            ), by_cause AS (
                SELECT item_code, cause, count(*) AS answers
                  FROM negative_answer
                 WHERE reported_on BETWEEN :from AND :to
                 GROUP BY item_code, cause
            ), reported AS (
                SELECT item_code, sum(answers) AS negative_answers,
                       string_agg(cause || '=' || answers, ',' ORDER BY cause) AS causes
                  FROM by_cause
                 GROUP BY item_code
            ), found AS (
                SELECT a.item_code, count(*) AS unjustified
                  FROM negative_answer_review r
                  JOIN negative_answer a ON a.id = r.negative_answer_id
                 WHERE NOT r.justified AND r.reviewed_at >= :begins AND r.reviewed_at < :ends
                 GROUP BY a.item_code
            ), answered AS (
                SELECT item_code, negative_answers, causes, unjustified FROM reported FULL JOIN found USING (item_code)
            ), counted AS (
                SELECT item_code, coalesce(i.unit, '') AS unit, coalesce(blocked_matters, 0) AS blocked_matters,
                       coalesce(late, 0) AS late, coalesce(negative_answers, 0) AS negative_answers,
                       coalesce(unjustified, 0) AS unjustified, coalesce(causes, '') AS causes
                  FROM matter
                  FULL JOIN answered USING (item_code)
                  LEFT JOIN item i ON i.code = item_code
            )
            """;

    private final JdbcClient jdbc;

    BlockedAnalysis(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The items with most that could not be done first. */
    List<MonthOfItem> count(LocalDate from, LocalDate to, @Nullable String unit, Instant now, int limit) {
        return jdbc.sql(COUNTED + "SELECT :from::date AS month, * FROM counted"
                        + (unit == null ? "" : " WHERE unit = :unit")
                        + " ORDER BY blocked_matters + negative_answers DESC, item_code LIMIT :limit")
                .param("from", from)
                .param("to", to)
                .param("begins", Shanghai.startOf(from).atOffset(ZoneOffset.UTC))
                .param("ends", Shanghai.startOf(to.plusDays(1)).atOffset(ZoneOffset.UTC))
                .param("unit", unit)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> month(row))
                .list();
    }

    /** Keeps what the month has shown about items that were not told of before; those it answers with are to be told. */
    List<MonthOfItem> keep(LocalDate month, Instant now, int limit) {
        return jdbc.sql(COUNTED + """
                , kept AS (
                    INSERT INTO blocked_month (month, item_code, unit, blocked_matters, late, negative_answers, unjustified,
                                               causes, told_at)
                    SELECT :from, item_code, unit, blocked_matters, late, negative_answers, unjustified, causes, :now
                      FROM counted c
                     WHERE unit <> '' AND NOT EXISTS (
                           SELECT 1 FROM blocked_month b WHERE b.month = :from AND b.item_code = c.item_code)
                     ORDER BY item_code
                     LIMIT :limit
                        ON CONFLICT DO NOTHING
                 RETURNING *
                )
                SELECT * FROM kept ORDER BY item_code
                """)
                .param("from", month)
                .param("to", month.plusMonths(1).minusDays(1))
                .param("begins", Shanghai.startOf(month).atOffset(ZoneOffset.UTC))
                .param("ends", Shanghai.startOf(month.plusMonths(1)).atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> month(row))
                .list();
    }

    private static MonthOfItem month(ResultSet row) throws SQLException {
        return new MonthOfItem(
                row.getObject("month", LocalDate.class),
                row.getString("item_code"),
                row.getString("unit"),
                row.getLong("blocked_matters"),
                row.getLong("late"),
                row.getLong("negative_answers"),
                row.getLong("unjustified"),
                causes(row.getString("causes")));
    }

    static Map<String, Integer> causes(String listed) {
        var causes = new TreeMap<String, Integer>();
        if (!listed.isEmpty()) {
            for (var each : listed.split(",")) {
                var parts = each.split("=");
                causes.put(parts[0], Integer.valueOf(parts[1]));
            }
        }
        return causes;
    }
}
