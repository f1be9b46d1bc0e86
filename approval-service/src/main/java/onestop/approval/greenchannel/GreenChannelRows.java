package onestop.approval.greenchannel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Projects, engagements and the files that they belong to. */
@Repository
class GreenChannelRows {
    /** Later than anything is. */
    private static final Instant AFTER_ALL = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    GreenChannelRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Level {
        PROVINCE,
        CITY,
        COUNTY
    }

    enum Finding {
        NO_BASIS,
        NO_PROJECT_NUMBER,
        NO_HELPER,
        NOT_ON_REGISTER,
        STEP_MISSING
    }

    record KeyProject(
            String projectCode,
            Level level,
            String listNumber,
            String name,
            String enterpriseUsci,
            String enteredBy,
            OffsetDateTime enteredAt) {}

    /** @param files files of the project in which the unit takes part and which were accepted later */
    record Engagement(
            UUID id,
            String projectCode,
            String unit,
            String what,
            OffsetDateTime engagedAt,
            String officer,
            OffsetDateTime loggedAt,
            List<String> files) {}

    record AuditLine(
            String receiptNumber,
            String status,
            String enterpriseUsci,
            OffsetDateTime acceptedAt,
            @Nullable String basis,
            @Nullable String projectNumber,
            @Nullable String helper,
            @Nullable String level,
            int engagements,
            int casesClosed,
            int casesExamined,
            int casesWithoutAStep,
            List<Finding> findings) {}

    /** False when the code or the place in the list is taken. */
    boolean insert(KeyProject one) {
        return jdbc.sql("""
                INSERT INTO key_project (project_code, level, list_number, name, enterprise_usci, entered_by, entered_at)
                VALUES (:code, :level, :listNumber, :name, :usci, :by, :at)
                    ON CONFLICT DO NOTHING
                """)
                        .param("code", one.projectCode())
                        .param("level", one.level().name())
                        .param("listNumber", one.listNumber())
                        .param("name", one.name())
                        .param("usci", one.enterpriseUsci())
                        .param("by", one.enteredBy())
                        .param("at", one.enteredAt())
                        .update()
                == 1;
    }

    List<KeyProject> projects(@Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 1);
        return jdbc.sql("""
                SELECT project_code, level, list_number, name, enterprise_usci, entered_by, entered_at
                  FROM key_project
                 WHERE project_code > :after
                 ORDER BY project_code
                 LIMIT :most
                """)
                .param("after", place.isEmpty() ? "" : place.getFirst())
                .param("most", limit.plusOne())
                .query((row, _) -> new KeyProject(
                        row.getString("project_code"),
                        Level.valueOf(row.getString("level")),
                        row.getString("list_number"),
                        row.getString("name"),
                        row.getString("enterprise_usci"),
                        row.getString("entered_by"),
                        time(row, "entered_at")))
                .list();
    }

    boolean exists(String projectCode) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM key_project WHERE project_code = :code)")
                .param("code", projectCode)
                .query(Boolean.class)
                .single();
    }

    void insert(Engagement one) {
        jdbc.sql("""
                INSERT INTO early_engagement (id, project_code, unit, what, engaged_at, officer, logged_at)
                VALUES (:id, :projectCode, :unit, :what, :engagedAt, :officer, :loggedAt)
                """).paramSource(one).update();
    }

    List<Engagement> engagements(String projectCode, @Nullable String after, Limit limit) {
        var place = Cursor.Moment.of(after);
        return jdbc.sql("""
                SELECT e.id, e.project_code, e.unit, e.what, e.engaged_at, e.officer, e.logged_at,
                       ARRAY (SELECT f.receipt_number
                                FROM key_project p
                                JOIN approval_file f ON f.enterprise_usci = p.enterprise_usci
                               WHERE p.project_code = e.project_code
                                 AND f.green_channel IS NOT NULL
                                 AND f.green_channel ->> 'projectNumber' IN (p.list_number, p.project_code)
                                 AND e.unit = ANY (f.units)
                                 AND f.accepted_at > e.engaged_at
                               ORDER BY f.receipt_number
                               LIMIT 100) AS files
                  FROM early_engagement e
                 WHERE e.project_code = :projectCode
                   AND (e.engaged_at, e.id) > (:engagedAt, :id)
                 ORDER BY e.engaged_at, e.id
                 LIMIT :most
                """)
                .param("projectCode", projectCode)
                .param("engagedAt", OfficeTime.at(place == null ? Instant.EPOCH : place.at()))
                .param("id", place == null ? new UUID(0, 0) : place.id())
                .param("most", limit.plusOne())
                .query((row, _) -> new Engagement(
                        row.getObject("id", UUID.class),
                        row.getString("project_code"),
                        row.getString("unit"),
                        row.getString("what"),
                        time(row, "engaged_at"),
                        row.getString("officer"),
                        time(row, "logged_at"),
                        List.of((String[]) row.getArray("files").getArray())))
                .list();
    }

    List<AuditLine> audit(@Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 2);
        return jdbc.sql("""
                SELECT f.receipt_number, f.status, f.enterprise_usci, f.accepted_at, f.green_channel ->> 'basis' AS basis,
                       f.green_channel ->> 'projectNumber' AS project_number, f.green_channel ->> 'helper' AS helper,
                       p.level, COALESCE(e.engagements, 0) AS engagements, c.closed, c.examined, c.without_a_step
                  FROM approval_file f
                  LEFT JOIN LATERAL (
                       SELECT k.project_code, k.level
                         FROM key_project k
                        WHERE k.enterprise_usci = f.enterprise_usci
                          AND f.green_channel ->> 'projectNumber' IN (k.list_number, k.project_code)
                        ORDER BY k.project_code LIMIT 1) p ON true
                  LEFT JOIN LATERAL (
                       SELECT count(*) AS engagements
                         FROM early_engagement g
                        WHERE g.project_code = p.project_code
                          AND g.engaged_at < f.accepted_at
                          AND g.unit = ANY (f.units)) e ON true
                 CROSS JOIN LATERAL (
                       SELECT count(*) FILTER (WHERE decided_by IS NOT NULL) AS closed,
                              count(*) FILTER (WHERE examined_by IS NOT NULL) AS examined,
                              count(*) FILTER (WHERE decided_by IS NOT NULL
                                                 AND (named.steps > 1 AND examined_by IS NULL
                                                      OR named.steps > 2 AND reviewed_by IS NULL)) AS without_a_step
                         FROM approval_case k
                        CROSS JOIN LATERAL (
                              SELECT coalesce(k.steps, CASE k.case_type WHEN 'IMMEDIATE' THEN 1 ELSE 2 END) AS steps) named
                        WHERE k.receipt_number = f.receipt_number) c
                 WHERE f.green_channel IS NOT NULL
                   AND (f.accepted_at, f.receipt_number) < (:acceptedAt, :receiptNumber)
                 ORDER BY f.accepted_at DESC, f.receipt_number DESC
                 LIMIT :most
                """)
                .param("acceptedAt", OfficeTime.at(place.isEmpty() ? AFTER_ALL : Cursor.instant(place.get(0))))
                .param("receiptNumber", place.isEmpty() ? "" : place.get(1))
                .param("most", limit.plusOne())
                .query((row, _) -> line(row))
                .list();
    }

    private static AuditLine line(ResultSet row) throws SQLException {
        var basis = row.getString("basis");
        var projectNumber = row.getString("project_number");
        var helper = row.getString("helper");
        var level = row.getString("level");
        int without = row.getInt("without_a_step");
        var findings = new ArrayList<Finding>();
        if (basis == null || basis.isBlank()) {
            findings.add(Finding.NO_BASIS);
        }
        if (projectNumber == null || projectNumber.isBlank()) {
            findings.add(Finding.NO_PROJECT_NUMBER);
        }
        if (helper == null || helper.isBlank()) {
            findings.add(Finding.NO_HELPER);
        }
        if (level == null) {
            findings.add(Finding.NOT_ON_REGISTER);
        }
        if (without > 0) {
            findings.add(Finding.STEP_MISSING);
        }
        return new AuditLine(
                row.getString("receipt_number"),
                row.getString("status"),
                row.getString("enterprise_usci"),
                time(row, "accepted_at"),
                basis,
                projectNumber,
                helper,
                level,
                row.getInt("engagements"),
                row.getInt("closed"),
                row.getInt("examined"),
                without,
                List.copyOf(findings));
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return OfficeTime.at(row.getObject(column, OffsetDateTime.class).toInstant());
    }
}
