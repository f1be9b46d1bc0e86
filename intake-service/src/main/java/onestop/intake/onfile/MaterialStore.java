package onestop.intake.onfile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Material.TrustLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is kept of an enterprise, SQL straight to lines: what is in force and what was. */
@Repository
class MaterialStore {
    private static final String COLUMNS = """
            id, material_key, name_zh, name_en, source, trust_level, from_receipt_number, case_number, licence_number, issuer,
            since, valid_until, file_ids, entered_at, superseded_at, superseded_by, revoked_at, revocation_reason
            """;

    private final JdbcClient jdbc;

    MaterialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Source {
        /** Handed in, and seen in the original. */
        CHECKED,
        /** Granted by a decision. */
        LICENCE
    }

    enum Status {
        IN_FORCE,
        EXPIRED,
        SUPERSEDED,
        REVOKED
    }

    /**
     * An entry.
     *
     * @param watermarkZh the line that goes on every copy made from the entry
     * @param supersededBy receipt or case number
     */
    record Line(
            UUID id,
            String key,
            String nameZh,
            String nameEn,
            Source source,
            TrustLevel trustLevel,
            Status status,
            String fromReceiptNumber,
            @Nullable String caseNumber,
            @Nullable String licenceNumber,
            String issuer,
            LocalDate since,
            @Nullable LocalDate validUntil,
            List<UUID> files,
            String watermarkZh,
            String watermarkEn,
            Instant enteredAt,
            @Nullable String supersededBy,
            @Nullable Instant revokedAt,
            @Nullable String revocationReason) {}

    /** Newest first. */
    List<Line> page(
            String usci,
            boolean inForceOnly,
            @Nullable Instant beforeAt,
            @Nullable UUID beforeId,
            int limit,
            LocalDate today) {
        var query = jdbc.sql("SELECT " + COLUMNS
                        + """
                  FROM kept_material
                 WHERE usci = :usci %s %s
                 ORDER BY entered_at DESC, id DESC
                 LIMIT :limit
                """.formatted(
                                        inForceOnly
                                                ? "AND superseded_at IS NULL AND revoked_at IS NULL"
                                                        + " AND (valid_until IS NULL OR valid_until >= :today)"
                                                : "",
                                        beforeAt == null ? "" : "AND (entered_at, id) < (:beforeAt, :beforeId)"))
                .param("usci", usci)
                .param("limit", limit)
                .param("today", today);
        if (beforeAt != null && beforeId != null) {
            query = query.param("beforeAt", beforeAt.atOffset(ZoneOffset.UTC)).param("beforeId", beforeId);
        }
        return query.query((row, _) -> line(row, today)).list();
    }

    Optional<Line> find(String usci, UUID id, LocalDate today) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM kept_material WHERE usci = :usci AND id = :id")
                .param("usci", usci)
                .param("id", id)
                .query((row, _) -> line(row, today))
                .optional();
    }

    /** Revokes it unless it is revoked already. */
    void revoke(UUID id, String by, String reason, Instant now) {
        jdbc.sql("""
                UPDATE kept_material
                   SET revoked_at = :now, revoked_by = :by, revocation_reason = :reason
                 WHERE id = :id AND revoked_at IS NULL
                """)
                .param("id", id)
                .param("by", by)
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Line line(ResultSet row, LocalDate today) throws SQLException {
        var validUntil = row.getObject("valid_until", LocalDate.class);
        var trust = TrustLevel.valueOf(row.getString("trust_level"));
        var since =
                ServiceHours.dateOf(row.getObject("since", OffsetDateTime.class).toInstant());
        var issuer = row.getString("issuer");
        var watermark = Watermark.of(trust, issuer, since, validUntil);
        return new Line(
                row.getObject("id", UUID.class),
                row.getString("material_key"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Source.valueOf(row.getString("source")),
                trust,
                status(row, validUntil, today),
                row.getString("from_receipt_number"),
                row.getString("case_number"),
                row.getString("licence_number"),
                issuer,
                since,
                validUntil,
                MaterialsOnFile.uuids(row, "file_ids"),
                watermark.zh(),
                watermark.en(),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getString("superseded_by"),
                instant(row, "revoked_at"),
                row.getString("revocation_reason"));
    }

    private static Status status(ResultSet row, @Nullable LocalDate validUntil, LocalDate today) throws SQLException {
        if (row.getObject("revoked_at") != null) {
            return Status.REVOKED;
        }
        if (row.getObject("superseded_at") != null) {
            return Status.SUPERSEDED;
        }
        return validUntil != null && validUntil.isBefore(today) ? Status.EXPIRED : Status.IN_FORCE;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
