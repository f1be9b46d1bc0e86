package onestop.appeal.blocked;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the owners of items were told of the months before, and what they said to it. */
@Repository
class BlockedNotices {
    private static final String SELECT = """
            SELECT m.month, m.item_code, m.unit, m.blocked_matters, m.late, m.negative_answers, m.unjustified, m.causes, m.told_at,
                   a.seen_at, a.acknowledged_at, a.acknowledged_by, a.measure
              FROM blocked_month m
              LEFT JOIN blocked_month_answer a ON a.month = m.month AND a.item_code = m.item_code
            """;

    private final JdbcClient jdbc;

    BlockedNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param seenAt when a manager of the unit was first shown it */
    record BlockedNotice(
            LocalDate month,
            String itemCode,
            String unit,
            long blockedMatters,
            long late,
            long negativeAnswers,
            long unjustified,
            Map<String, Integer> causes,
            Instant toldAt,
            @Nullable Instant seenAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            @Nullable String measure) {}

    /** The newest month first. */
    List<BlockedNotice> list(
            @Nullable String unit,
            boolean openOnly,
            @Nullable LocalDate beforeMonth,
            @Nullable String beforeItem,
            int limit) {
        return jdbc.sql(SELECT + " WHERE true" + (unit == null ? "" : " AND m.unit = :unit")
                        + (openOnly ? " AND a.acknowledged_at IS NULL" : "")
                        + (beforeMonth == null ? "" : " AND (m.month, m.item_code) < (:beforeMonth, :beforeItem)")
                        + " ORDER BY m.month DESC, m.item_code DESC LIMIT :limit")
                .param("unit", unit)
                .param("beforeMonth", beforeMonth)
                .param("beforeItem", beforeItem)
                .param("limit", limit)
                .query((row, _) -> notice(row))
                .list();
    }

    Optional<BlockedNotice> find(LocalDate month, String itemCode, String unit) {
        return jdbc.sql(SELECT + " WHERE m.month = :month AND m.item_code = :item AND m.unit = :unit")
                .param("month", month)
                .param("item", itemCode)
                .param("unit", unit)
                .query((row, _) -> notice(row))
                .optional();
    }

    /** The first time stays. */
    void see(List<BlockedNotice> shown, Instant now) {
        jdbc.sql("""
                INSERT INTO blocked_month_answer (month, item_code, seen_at)
                SELECT month, item_code, :now FROM unnest(:months::date[], :items::text[]) AS s (month, item_code)
                 ORDER BY month, item_code
                    ON CONFLICT DO NOTHING
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param(
                        "months",
                        shown.stream().map(one -> one.month().toString()).toArray(String[]::new))
                .param("items", shown.stream().map(BlockedNotice::itemCode).toArray(String[]::new))
                .update();
    }

    /** What was said first stays. */
    void acknowledge(BlockedNotice notice, String measure, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO blocked_month_answer AS a (month, item_code, seen_at, acknowledged_at, acknowledged_by, measure)
                VALUES (:month, :item, :now, :now, :by, :measure)
                    ON CONFLICT (month, item_code) DO UPDATE
                   SET acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by,
                       measure = excluded.measure
                 WHERE a.acknowledged_at IS NULL
                """)
                .param("month", notice.month())
                .param("item", notice.itemCode())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .param("measure", measure)
                .update();
    }

    private static BlockedNotice notice(ResultSet row) throws SQLException {
        return new BlockedNotice(
                row.getObject("month", LocalDate.class),
                row.getString("item_code"),
                row.getString("unit"),
                row.getLong("blocked_matters"),
                row.getLong("late"),
                row.getLong("negative_answers"),
                row.getLong("unjustified"),
                BlockedAnalysis.causes(row.getString("causes")),
                row.getObject("told_at", OffsetDateTime.class).toInstant(),
                instant(row, "seen_at"),
                instant(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("measure"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
