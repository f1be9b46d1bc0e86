package onestop.intake.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.upload.StoredFiles;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of drafts. A draft is its owner's alone: whoever else asks finds nothing. */
@Repository
class Drafts {
    private final JdbcClient jdbc;
    private final StoredFiles files;
    private final JsonMapper json;

    Drafts(JdbcClient jdbc, StoredFiles files, JsonMapper json) {
        this.jdbc = jdbc;
        this.files = files;
        this.json = json;
    }

    /**
     * What somebody has begun to fill in.
     *
     * @param expiresOn the last day it is kept
     * @param receipt the file it has become
     */
    record Draft(
            UUID id,
            String owner,
            ApplicationBody form,
            Instant createdAt,
            Instant changedAt,
            LocalDate expiresOn,
            @Nullable ReceiptNumber receipt,
            long version) {}

    /** A draft in its owner's list. */
    record Line(
            UUID id,
            @Nullable String packageCode,
            @Nullable String enterpriseUsci,
            Instant createdAt,
            Instant changedAt,
            LocalDate expiresOn,
            long version) {}

    /**
     * Stores a new draft unless its owner has as many as anybody may have. Takes turns per owner, or two requests at
     * once would both count what was there before.
     */
    boolean insert(Draft draft, int most) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:owner, 71330))")
                .param("owner", draft.owner())
                .query((_, _) -> true)
                .list();
        holdFiles(draft);
        return jdbc.sql("""
                INSERT INTO application_draft (id, owner, package_code, enterprise_usci, form, created_at, changed_at,
                                               expires_on, version)
                SELECT :id, :owner, :packageCode::text, :usci::text, :form::jsonb, :at, :at, :expiresOn, :version
                 WHERE (SELECT count(*)
                          FROM application_draft
                         WHERE owner = :owner AND receipt_number IS NULL) < :most
                """)
                        .param("id", draft.id())
                        .param("owner", draft.owner())
                        .param("packageCode", draft.form().packageCode())
                        .param("usci", draft.form().enterpriseUsci())
                        .param("form", json.writeValueAsString(draft.form()))
                        .param("at", draft.createdAt().atOffset(ZoneOffset.UTC))
                        .param("expiresOn", draft.expiresOn())
                        .param("version", draft.version())
                        .param("most", most)
                        .update()
                == 1;
    }

    Optional<Draft> find(UUID id, String owner, LocalDate today) {
        return read("", id, owner, today);
    }

    /** The draft for being handed in: whoever does the same waits, and then sees what has become of it. */
    Optional<Draft> lock(UUID id, String owner, LocalDate today) {
        return read("FOR UPDATE", id, owner, today);
    }

    private Optional<Draft> read(String lock, UUID id, String owner, LocalDate today) {
        return jdbc.sql("""
                SELECT id, owner, form, created_at, changed_at, expires_on, receipt_number, version
                  FROM application_draft
                 WHERE id = :id AND owner = :owner AND expires_on >= :today
                """ + lock)
                .param("id", id)
                .param("owner", owner)
                .param("today", today)
                .query((row, _) -> draft(row))
                .optional();
    }

    /** True if the draft was at the version before and has not become a file. */
    boolean update(Draft next) {
        holdFiles(next);
        return jdbc.sql("""
                UPDATE application_draft
                   SET package_code = :packageCode, enterprise_usci = :usci, form = :form::jsonb, changed_at = :at,
                       expires_on = :expiresOn, version = :version
                 WHERE id = :id AND owner = :owner AND version = :version - 1 AND receipt_number IS NULL
                """)
                        .param("packageCode", next.form().packageCode())
                        .param("usci", next.form().enterpriseUsci())
                        .param("form", json.writeValueAsString(next.form()))
                        .param("at", next.changedAt().atOffset(ZoneOffset.UTC))
                        .param("expiresOn", next.expiresOn())
                        .param("version", next.version())
                        .param("id", next.id())
                        .param("owner", next.owner())
                        .update()
                == 1;
    }

    /** What was sent for a draft is kept as long as the draft is. */
    private void holdFiles(Draft draft) {
        var named = draft.form().materialsOrNone().stream()
                .filter(Objects::nonNull)
                .flatMap(material -> material.filesOrNone().stream())
                .filter(Objects::nonNull)
                .distinct()
                .limit(StoredFiles.MOST_AT_ONCE)
                .toList();
        files.hold(
                named,
                draft.owner(),
                draft.expiresOn().plusDays(1).atStartOfDay(ServiceHours.ZONE).toInstant());
    }

    void becomes(UUID id, ReceiptNumber receipt) {
        jdbc.sql("UPDATE application_draft SET receipt_number = :receipt, version = version + 1 WHERE id = :id")
                .param("receipt", receipt.value())
                .param("id", id)
                .update();
    }

    /** True if there was one to delete; what has become a file stays. */
    boolean delete(UUID id, String owner) {
        return jdbc.sql("DELETE FROM application_draft WHERE id = :id AND owner = :owner AND receipt_number IS NULL")
                        .param("id", id)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    Page<Line> page(String owner, LocalDate today, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 2);
        var query = jdbc.sql("""
                SELECT id, package_code, enterprise_usci, created_at, changed_at, expires_on, version
                  FROM application_draft
                 WHERE owner = :owner AND receipt_number IS NULL AND expires_on >= :today %s
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                """.formatted(place.isEmpty() ? "" : "AND (created_at, id) < (:createdAt, :id::uuid)"))
                .param("owner", owner)
                .param("today", today)
                .param("limit", limit.plusOne());
        if (!place.isEmpty()) {
            query = query.param("createdAt", ApplicationLists.time(place.getFirst()))
                    .param("id", place.getLast());
        }
        var rows = query.query((row, _) -> new Line(
                        row.getObject("id", UUID.class),
                        row.getString("package_code"),
                        row.getString("enterprise_usci"),
                        ApplicationFiles.time(row, "created_at"),
                        ApplicationFiles.time(row, "changed_at"),
                        row.getObject("expires_on", LocalDate.class),
                        row.getLong("version")))
                .list();
        return Page.of(rows, limit, line -> Cursor.of(line.createdAt(), line.id()));
    }

    /** Deletes drafts whose last day is over; as many as were deleted. Replicas share the work. */
    int deleteExpired(LocalDate today, int most) {
        return jdbc.sql("""
                DELETE FROM application_draft
                 WHERE id IN (SELECT id
                                FROM application_draft
                               WHERE expires_on < :today
                               ORDER BY expires_on
                               LIMIT :most
                                 FOR UPDATE SKIP LOCKED)
                """).param("today", today).param("most", most).update();
    }

    private Draft draft(ResultSet row) throws SQLException {
        var receipt = row.getString("receipt_number");
        return new Draft(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                json.readValue(row.getString("form"), ApplicationBody.class),
                ApplicationFiles.time(row, "created_at"),
                ApplicationFiles.time(row, "changed_at"),
                row.getObject("expires_on", LocalDate.class),
                receipt == null ? null : new ReceiptNumber(receipt),
                row.getLong("version"));
    }
}
