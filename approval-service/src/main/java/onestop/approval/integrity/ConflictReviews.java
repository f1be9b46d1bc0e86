package onestop.approval.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Declared conflicts of interest, in force or ended, beside the latest review of each. */
@Repository
class ConflictReviews {
    private final JdbcClient jdbc;

    ConflictReviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Finding {
        PLAUSIBLE,
        TO_BE_CLARIFIED
    }

    record ReviewView(Finding finding, String text, String by, String byUnit, OffsetDateTime at) {}

    /** @param review the latest; null while there is none */
    record DeclaredView(
            UUID id,
            String officer,
            String unit,
            String kind,
            String concerns,
            String reason,
            String declaredBy,
            OffsetDateTime declaredAt,
            @Nullable String endedBy,
            @Nullable OffsetDateTime endedAt,
            @Nullable String endReason,
            @Nullable ReviewView review) {}

    record Held(UUID id, String officer, String unit, String declaredBy, int reviews) {}

    Page<DeclaredView> page(@Nullable String unit, @Nullable Boolean reviewed, @Nullable String after, Limit limit) {
        var rows = jdbc.sql("""
                SELECT c.id, c.officer, c.unit, c.kind, c.concerns, c.reason, c.declared_by, c.declared_at, c.ended_by, c.ended_at,
                       c.end_reason, r.finding, r.text, r.by, r.by_unit, r.at
                  FROM officer_conflict c
                  LEFT JOIN LATERAL (
                       SELECT finding, text, by, by_unit, at
                         FROM conflict_review WHERE conflict = c.id ORDER BY sequence DESC LIMIT 1) r ON true
                 WHERE c.id > :after
                """
                        + (unit == null ? "" : " AND c.unit = :unit")
                        + (reviewed == null ? "" : " AND (r.finding IS NOT NULL) = :reviewed")
                        + " ORDER BY c.id LIMIT :most")
                .param("after", place(after))
                .param("unit", unit)
                .param("reviewed", reviewed)
                .param("most", limit.plusOne())
                .query((row, _) -> view(row))
                .list();
        return Page.of(rows, limit, one -> Cursor.of(one.id()));
    }

    Optional<Held> lock(UUID id) {
        return jdbc.sql("""
                SELECT c.id, c.officer, c.unit, c.declared_by,
                       (SELECT count(*) FROM conflict_review r WHERE r.conflict = c.id) AS reviews
                  FROM officer_conflict c
                 WHERE c.id = :id
                   FOR UPDATE OF c
                """)
                .param("id", id)
                .query((row, _) -> new Held(
                        row.getObject("id", UUID.class),
                        row.getString("officer"),
                        row.getString("unit"),
                        row.getString("declared_by"),
                        row.getInt("reviews")))
                .optional();
    }

    /** False when somebody else was faster. */
    boolean insert(Held held, Finding finding, String text, String by, String byUnit, Instant at) {
        return jdbc.sql("""
                INSERT INTO conflict_review (conflict, sequence, finding, text, by, by_unit, at)
                VALUES (:id, :sequence, :finding, :text, :by, :byUnit, :at)
                    ON CONFLICT DO NOTHING
                """)
                        .param("id", held.id())
                        .param("sequence", held.reviews() + 1)
                        .param("finding", finding.name())
                        .param("text", text)
                        .param("by", by)
                        .param("byUnit", byUnit)
                        .param("at", OfficeTime.at(at))
                        .update()
                == 1;
    }

    private static UUID place(@Nullable String after) {
        List<String> parts = Cursor.parts(after, 1);
        return parts.isEmpty() ? new UUID(0, 0) : Cursor.uuid(parts.getFirst());
    }

    private static DeclaredView view(ResultSet row) throws SQLException {
        var finding = row.getString("finding");
        return new DeclaredView(
                row.getObject("id", UUID.class),
                row.getString("officer"),
                row.getString("unit"),
                row.getString("kind"),
                row.getString("concerns"),
                row.getString("reason"),
                row.getString("declared_by"),
                time(row.getObject("declared_at", OffsetDateTime.class)),
                row.getString("ended_by"),
                row.getString("ended_by") == null ? null : time(row.getObject("ended_at", OffsetDateTime.class)),
                row.getString("end_reason"),
                finding == null
                        ? null
                        : new ReviewView(
                                Finding.valueOf(finding),
                                row.getString("text"),
                                row.getString("by"),
                                row.getString("by_unit"),
                                time(row.getObject("at", OffsetDateTime.class))));
    }

    private static OffsetDateTime time(OffsetDateTime stored) {
        return OfficeTime.at(stored.toInstant());
    }
}
