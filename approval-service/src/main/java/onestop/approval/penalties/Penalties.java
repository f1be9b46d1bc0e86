package onestop.approval.penalties;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.publication.PublicationSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of penalties. Each change stores the version it makes in the same statement. */
@Repository
class Penalties implements PublicationSource {
    private static final String COLUMNS = """
            p.id, p.entry, p.unit, p.decision_number, p.subject_usci, p.subject_name, p.kind, p.ground, p.legal_basis, p.amount,
            p.decided_on, p.status, p.version, p.entered_at
            """;

    private static final String CONTENT = """
            jsonb_build_object('subjectUsci', subject_usci, 'subjectName', subject_name, 'kind', kind, 'ground', ground,
                               'legalBasis', legal_basis, 'amount', amount, 'decidedOn', decided_on, 'status', status)
            """;

    private final JdbcClient jdbc;

    Penalties(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a manager enters. */
    record Content(
            String subjectUsci,
            String subjectName,
            PenaltyKind kind,
            String ground,
            String legalBasis,
            @Nullable BigDecimal amount,
            LocalDate decidedOn) {}

    /** Empty when the unit has entered this decision already. */
    Optional<Penalty> enter(String unit, String decisionNumber, Content content, String by, Instant at) {
        return jdbc.sql("""
                WITH p AS (
                    INSERT INTO penalty (id, unit, decision_number, subject_usci, subject_name, kind, ground, legal_basis, amount,
                                         decided_on, status, version, entered_by, entered_at, to_publish)
                    VALUES (:id, :unit, :number, :usci, :name, :kind, :ground, :basis, :amount, :on, 'IN_FORCE', 1, :by, :at, true)
                        ON CONFLICT (unit, decision_number) DO NOTHING
                 RETURNING *
                ), kept AS (
                    INSERT INTO penalty_version (id, version, act, actor, at, content)
                    SELECT id, version, 'ENTERED', :by, :at, %s FROM p
                )
                SELECT %s FROM p
                """.formatted(CONTENT, COLUMNS))
                .param("id", UUID.randomUUID())
                .param("unit", unit)
                .param("number", decisionNumber)
                .param("usci", content.subjectUsci())
                .param("name", content.subjectName())
                .param("kind", content.kind().name())
                .param("ground", content.ground())
                .param("basis", content.legalBasis())
                .param("amount", content.amount())
                .param("on", content.decidedOn())
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> penalty(row))
                .optional();
    }

    Optional<Penalty> lock(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM penalty p WHERE p.id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> penalty(row))
                .optional();
    }

    Penalty correct(UUID id, Content content, String reason, String by, Instant at) {
        return jdbc.sql("""
                WITH p AS (
                    UPDATE penalty
                       SET subject_usci = :usci, subject_name = :name, kind = :kind, ground = :ground, legal_basis = :basis,
                           amount = :amount, decided_on = :on, version = version + 1, to_publish = true
                     WHERE id = :id
                 RETURNING *
                ), kept AS (
                    INSERT INTO penalty_version (id, version, act, actor, at, reason, content)
                    SELECT id, version, 'CORRECTED', :by, :at, :reason, %s FROM p
                )
                SELECT %s FROM p
                """.formatted(CONTENT, COLUMNS))
                .param("id", id)
                .param("usci", content.subjectUsci())
                .param("name", content.subjectName())
                .param("kind", content.kind().name())
                .param("ground", content.ground())
                .param("basis", content.legalBasis())
                .param("amount", content.amount())
                .param("on", content.decidedOn())
                .param("reason", reason)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> penalty(row))
                .single();
    }

    Penalty withdraw(UUID id, String reason, String by, Instant at) {
        return jdbc.sql("""
                WITH p AS (
                    UPDATE penalty
                       SET status = 'WITHDRAWN', version = version + 1, to_publish = true
                     WHERE id = :id
                 RETURNING *
                ), kept AS (
                    INSERT INTO penalty_version (id, version, act, actor, at, reason, content)
                    SELECT id, version, 'WITHDRAWN', :by, :at, :reason, %s FROM p
                )
                SELECT %s FROM p
                """.formatted(CONTENT, COLUMNS))
                .param("id", id)
                .param("reason", reason)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> penalty(row))
                .single();
    }

    List<Penalty> ofUnit(String unit, long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM penalty p
                 WHERE p.unit = :unit AND p.entry < :before
                 ORDER BY p.entry DESC
                 LIMIT :limit
                """)
                .param("unit", unit)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> penalty(row))
                .list();
    }

    Optional<Penalty> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM penalty p WHERE p.id = :id")
                .param("id", id)
                .query((row, _) -> penalty(row))
                .optional();
    }

    /** One version as it was. */
    record Version(
            long version,
            String act,
            String actor,
            OffsetDateTime at,
            @Nullable String reason,
            String content) {}

    /** The latest two hundred. */
    List<Version> versions(UUID id) {
        return jdbc.sql("""
                SELECT version, act, actor, at, reason, CAST(content AS text) AS content
                  FROM penalty_version
                 WHERE id = :id
                 ORDER BY version DESC
                 LIMIT 200
                """)
                .param("id", id)
                .query((row, _) -> new Version(
                        row.getLong("version"),
                        row.getString("act"),
                        row.getString("actor"),
                        OfficeTime.at(row.getObject("at", OffsetDateTime.class).toInstant()),
                        row.getString("reason"),
                        row.getString("content")))
                .list();
    }

    /** Of a withdrawn penalty the public learns that it is withdrawn, and no more what it was for. */
    @Override
    public List<Matter> take(int most) {
        return jdbc.sql("""
                UPDATE penalty p
                   SET to_publish = false
                  FROM (SELECT q.id, coalesce(u.name_zh, q.unit) AS unit_name_zh
                          FROM penalty q
                          LEFT JOIN unit_name u ON u.unit = q.unit
                         WHERE q.to_publish
                         ORDER BY q.entry
                         LIMIT :most
                           FOR UPDATE OF q SKIP LOCKED) AS t
                 WHERE p.id = t.id
                RETURNING p.decision_number, p.unit, t.unit_name_zh, p.subject_usci, p.subject_name, p.kind, p.ground, p.decided_on,
                          p.status, p.version
                """)
                .param("most", most)
                .query((row, _) -> new Matter(
                        Kind.PENALTY,
                        row.getString("unit") + " " + row.getString("decision_number"),
                        row.getString("unit"),
                        row.getString("unit_name_zh"),
                        row.getString("subject_usci"),
                        row.getString("subject_name"),
                        PenaltyKind.valueOf(row.getString("kind")).zh(),
                        row.getString("status").equals("WITHDRAWN") ? null : row.getString("ground"),
                        row.getObject("decided_on", LocalDate.class),
                        null,
                        row.getString("status"),
                        row.getLong("version")))
                .list();
    }

    private static Penalty penalty(ResultSet row) throws SQLException {
        return new Penalty(
                row.getObject("id", UUID.class),
                row.getLong("entry"),
                row.getString("unit"),
                row.getString("decision_number"),
                row.getString("subject_usci"),
                row.getString("subject_name"),
                PenaltyKind.valueOf(row.getString("kind")),
                row.getString("ground"),
                row.getString("legal_basis"),
                row.getBigDecimal("amount"),
                row.getObject("decided_on", LocalDate.class),
                row.getString("status"),
                row.getLong("version"),
                OfficeTime.at(row.getObject("entered_at", OffsetDateTime.class).toInstant()));
    }
}
