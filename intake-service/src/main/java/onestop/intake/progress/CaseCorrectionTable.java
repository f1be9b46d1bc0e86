package onestop.intake.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import onestop.intake.application.CaseCorrections;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of what departments asked to be corrected. */
@Repository
class CaseCorrectionTable implements CaseCorrections {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COLUMNS = """
            SELECT case_number, notice, asked_at, expected_on, defects, answered_at, closed_at
              FROM case_correction
            """;

    private final JdbcClient jdbc;

    CaseCorrectionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A notice, as its event tells it. */
    record Notice(
            String caseNumber,
            long notice,
            String receiptNumber,
            OffsetDateTime askedAt,
            @Nullable LocalDate expectedOn,
            List<Defect> defects) {}

    /** The case went on or ended: no notice with a smaller version waits any more. */
    record Over(String caseNumber, long version, OffsetDateTime at) {}

    /** A new calendar moved the day until which the department waits. */
    record Moved(String caseNumber, long version, LocalDate expectedOn) {}

    /** After the progress of the cases: a notice that comes later than what followed it waits for nothing. */
    void save(Collection<Notice> notices, Collection<Over> over, Collection<Moved> moved) {
        if (!notices.isEmpty()) {
            jdbc.sql("""
                    INSERT INTO case_correction (case_number, notice, receipt_number, asked_at, expected_on, defects, closed_at)
                    SELECT n."caseNumber", n.notice, n."receiptNumber", n."askedAt", n."expectedOn", n.defects,
                           CASE WHEN p.version > n.notice AND p.status <> 'SUSPENDED' THEN n."askedAt" END
                      FROM jsonb_to_recordset(:notices::jsonb)
                           AS n ("caseNumber" text, notice bigint, "receiptNumber" text, "askedAt" timestamptz,
                                 "expectedOn" date, defects jsonb)
                      LEFT JOIN case_progress p ON p.case_number = n."caseNumber"
                    ON CONFLICT DO NOTHING
                    """).param("notices", JSON.writeValueAsString(notices)).update();
        }
        if (!over.isEmpty()) {
            jdbc.sql("""
                    UPDATE case_correction AS c
                       SET closed_at = n.at
                      FROM jsonb_to_recordset(:over::jsonb) AS n ("caseNumber" text, version bigint, at timestamptz)
                     WHERE c.case_number = n."caseNumber" AND c.notice < n.version AND c.closed_at IS NULL
                    """).param("over", JSON.writeValueAsString(over)).update();
        }
        if (!moved.isEmpty()) {
            jdbc.sql("""
                    WITH told AS (
                        SELECT DISTINCT ON (c.case_number, c.notice) c.case_number, c.notice, n.version, n."expectedOn"
                          FROM jsonb_to_recordset(:moved::jsonb)
                               AS n ("caseNumber" text, version bigint, "expectedOn" date)
                          JOIN case_correction c ON c.case_number = n."caseNumber" AND c.notice < n.version
                         WHERE c.closed_at IS NULL
                         ORDER BY c.case_number, c.notice, n.version DESC)
                    UPDATE case_correction AS c
                       SET expected_on = t."expectedOn", moved_version = t.version
                      FROM told t
                     WHERE c.case_number = t.case_number AND c.notice = t.notice
                       AND coalesce(c.moved_version, c.notice) < t.version
                    """).param("moved", JSON.writeValueAsString(moved)).update();
        }
    }

    @Override
    public List<Asked> of(ReceiptNumber number) {
        return jdbc.sql(COLUMNS + """
                 WHERE receipt_number = :number
                 ORDER BY asked_at, case_number, notice
                 LIMIT 200
                """)
                .param("number", number.value())
                .query((row, _) -> asked(row))
                .list();
    }

    @Override
    public Optional<Asked> open(ReceiptNumber number, String caseNumber) {
        return jdbc.sql(COLUMNS + """
                 WHERE receipt_number = :number AND case_number = :caseNumber
                   AND answered_at IS NULL AND closed_at IS NULL
                 ORDER BY notice DESC
                 LIMIT 1
                """)
                .param("number", number.value())
                .param("caseNumber", caseNumber)
                .query((row, _) -> asked(row))
                .optional();
    }

    @Override
    public void answered(String caseNumber, long notice, Instant at) {
        jdbc.sql("UPDATE case_correction SET answered_at = :at WHERE case_number = :caseNumber AND notice = :notice")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("caseNumber", caseNumber)
                .param("notice", notice)
                .update();
    }

    private static Asked asked(ResultSet row) throws SQLException {
        var answered = row.getObject("answered_at", OffsetDateTime.class);
        return new Asked(
                row.getString("case_number"),
                row.getLong("notice"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getObject("expected_on", LocalDate.class),
                List.of(JSON.readValue(row.getString("defects"), Defect[].class)),
                answered == null ? null : answered.toInstant(),
                answered == null && row.getObject("closed_at") == null);
    }
}
