package onestop.intake.enterprise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.enterprise.CreditStanding.Mark;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of credit records. */
@Repository
class CreditRecords {
    private static final String MARK = "c.ground, c.item_codes, c.basis, c.since, c.barred_until";
    private static final String COLUMNS = "c.id, c.usci, " + MARK + """
            , c.recorded_by, c.recorded_by_unit, c.recorded_at, c.ended_by, c.ended_at, c.end_reason, c.version
            """;

    private final JdbcClient jdbc;

    CreditRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What counts on the day against each of the enterprises or its parent, newest first; nothing for most. */
    Map<String, List<Mark>> counting(Collection<String> uscis, LocalDate today) {
        var found = new HashMap<String, List<Mark>>();
        jdbc.sql("SELECT e.usci AS asked, " + MARK + """
                  FROM enterprise e
                  JOIN credit_record c ON c.usci IN (e.usci, e.parent_usci)
                 WHERE e.usci = ANY (:uscis) AND c.ended_at IS NULL AND c.since <= :today
                   AND (c.barred_until IS NULL OR c.barred_until >= :today)
                 ORDER BY c.recorded_at DESC, c.id DESC
                """)
                .param("uscis", uscis.toArray(String[]::new))
                .param("today", today)
                .query(row -> {
                    found.computeIfAbsent(row.getString("asked"), _ -> new ArrayList<>())
                            .add(mark(row));
                });
        return found;
    }

    Optional<CreditRecord> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM credit_record c WHERE c.id = :id")
                .param("id", id)
                .query((row, _) -> creditRecord(row))
                .optional();
    }

    int countCounting(String usci, LocalDate today) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM credit_record
                 WHERE usci = :usci AND ended_at IS NULL AND (barred_until IS NULL OR barred_until >= :today)
                """)
                .param("usci", usci)
                .param("today", today)
                .query(Integer.class)
                .single();
    }

    /** All there ever were of one enterprise, newest first. */
    List<CreditRecord> of(String usci, @Nullable Instant beforeAt, @Nullable UUID beforeId, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM credit_record c
                 WHERE c.usci = :usci
                   AND (:at::timestamptz IS NULL OR (c.recorded_at, c.id) < (:at::timestamptz, :id::uuid))
                 ORDER BY c.recorded_at DESC, c.id DESC
                 LIMIT :limit
                """)
                .param("usci", usci)
                .param("at", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("id", beforeId)
                .param("limit", limit)
                .query((row, _) -> creditRecord(row))
                .list();
    }

    void insert(CreditRecord record) {
        var mark = record.mark();
        var items = mark.itemCodes();
        jdbc.sql("""
                INSERT INTO credit_record (id, usci, ground, item_codes, basis, since, barred_until, recorded_by,
                                           recorded_by_unit, recorded_at, version)
                VALUES (:id, :usci, :ground, :items::text[], :basis, :since, :until, :by, :unit, :at, :version)
                """)
                .param("id", record.id())
                .param("usci", record.usci())
                .param("ground", mark.ground().name())
                .param("items", items == null ? null : items.toArray(String[]::new))
                .param("basis", mark.basis())
                .param("since", mark.since())
                .param("until", mark.barredUntil())
                .param("by", record.recordedBy())
                .param("unit", record.recordedByUnit())
                .param("at", record.recordedAt().atOffset(ZoneOffset.UTC))
                .param("version", record.version())
                .update();
    }

    /** Lifts it unless that was done before. */
    void end(UUID id, CreditRecord.End end) {
        jdbc.sql("""
                UPDATE credit_record
                   SET ended_by = :by, ended_at = :at, end_reason = :reason, version = version + 1
                 WHERE id = :id AND ended_at IS NULL
                """)
                .param("id", id)
                .param("by", end.by())
                .param("at", end.at().atOffset(ZoneOffset.UTC))
                .param("reason", end.reason())
                .update();
    }

    private static Mark mark(ResultSet row) throws SQLException {
        var items = row.getArray("item_codes");
        return new Mark(
                CreditGround.valueOf(row.getString("ground")),
                items == null ? null : List.of((String[]) items.getArray()),
                row.getString("basis"),
                row.getObject("since", LocalDate.class),
                row.getObject("barred_until", LocalDate.class));
    }

    private static CreditRecord creditRecord(ResultSet row) throws SQLException {
        var endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new CreditRecord(
                row.getObject("id", UUID.class),
                row.getString("usci"),
                mark(row),
                row.getString("recorded_by"),
                row.getString("recorded_by_unit"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                endedAt == null
                        ? null
                        : new CreditRecord.End(
                                row.getString("ended_by"), endedAt.toInstant(), row.getString("end_reason")),
                row.getLong("version"));
    }
}
