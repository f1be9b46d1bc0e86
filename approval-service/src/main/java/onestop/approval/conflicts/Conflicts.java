package onestop.approval.conflicts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.conflicts.ConflictView.Kind;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Declared conflicts of interest. */
@Repository
class Conflicts {
    private static final String COLUMNS = "id, officer, kind, concerns, reason, declared_by, declared_at";

    private final JdbcClient jdbc;

    Conflicts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of an attempt to end a conflict. */
    enum End {
        ENDED,
        OWN,
        UNKNOWN
    }

    /** @return the one in force: the new one, or the one that was declared before */
    ConflictView declare(
            UUID id, String officer, String unit, Kind kind, String concerns, String reason, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO officer_conflict (id, officer, unit, kind, concerns, reason, declared_by, declared_at)
                VALUES (:id, :officer, :unit, :kind, :concerns, :reason, :by, :at)
                    ON CONFLICT (concerns, unit, officer) WHERE ended_at IS NULL DO UPDATE
                   SET kind = officer_conflict.kind
                RETURNING %s
                """.formatted(COLUMNS))
                .param("id", id)
                .param("officer", officer)
                .param("unit", unit)
                .param("kind", kind.name())
                .param("concerns", concerns)
                .param("reason", reason)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .query(Conflicts::view)
                .single();
    }

    /** Whether the unit decides the case. */
    boolean decides(String unit, String caseNumber) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM approval_case WHERE case_number = :caseNumber AND unit = :unit)")
                .param("caseNumber", caseNumber)
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }

    /** Ends it, unless it is the manager's own, another unit's or ended already. */
    End end(UUID id, String unit, String by, String reason, Instant at) {
        return jdbc.sql("""
                WITH known AS (
                    SELECT id, officer FROM officer_conflict WHERE id = :id AND unit = :unit AND ended_at IS NULL FOR UPDATE
                ), ended AS (
                    UPDATE officer_conflict c
                       SET ended_by = :by, ended_at = :at, end_reason = :reason
                      FROM known
                     WHERE c.id = known.id AND known.officer <> :by
                 RETURNING c.id
                )
                SELECT CASE WHEN EXISTS (SELECT 1 FROM ended) THEN 'ENDED'
                            WHEN EXISTS (SELECT 1 FROM known) THEN 'OWN' ELSE 'UNKNOWN' END
                """)
                .param("id", id)
                .param("unit", unit)
                .param("by", by)
                .param("reason", reason)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> End.valueOf(row.getString(1)))
                .single();
    }

    /** Those in force in the unit, of one officer where he is named. */
    Page<ConflictView> page(String unit, @Nullable String officer, @Nullable String after, Limit limit) {
        var rows = jdbc.sql("""
                SELECT %s
                  FROM officer_conflict
                 WHERE ended_at IS NULL
                   AND unit = :unit
                   AND id > :after
                   AND (CAST(:officer AS text) IS NULL OR officer = :officer)
                 ORDER BY id
                 LIMIT :most
                """.formatted(COLUMNS))
                .param("unit", unit)
                .param("after", place(after).orElse(new UUID(0, 0)))
                .param("officer", officer)
                .param("most", limit.plusOne())
                .query(Conflicts::view)
                .list();
        return Page.of(rows, limit, one -> Cursor.of(one.id()));
    }

    private static Optional<UUID> place(@Nullable String after) {
        List<String> parts = Cursor.parts(after, 1);
        return parts.isEmpty() ? Optional.empty() : Optional.of(Cursor.uuid(parts.getFirst()));
    }

    private static ConflictView view(ResultSet row, int number) throws SQLException {
        return new ConflictView(
                row.getObject("id", UUID.class),
                row.getString("officer"),
                Kind.valueOf(row.getString("kind")),
                row.getString("concerns"),
                row.getString("reason"),
                row.getString("declared_by"),
                row.getObject("declared_at", OffsetDateTime.class));
    }
}
