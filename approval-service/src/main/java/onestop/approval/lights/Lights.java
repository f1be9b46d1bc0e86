package onestop.approval.lights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All statements that schedule lights, turn them and reply to them. */
@Repository
class Lights {
    private final JdbcClient jdbc;

    Lights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Puts the schedule of these cases in line with their rows, whatever it was before; one statement however many, and planned once
     * since the planner does not see how many.
     *
     * @param stepDueOn case number to the last day of its present step's limit, null where that has none
     */
    void schedule(Map<String, @Nullable LocalDate> stepDueOn) {
        var caseNumbers = stepDueOn.keySet();
        var limits = stepDueOn.entrySet().stream()
                .filter(one -> one.getValue() != null)
                .toList();
        jdbc.sql("""
                WITH touched AS MATERIALIZED (
                    SELECT case_number, receipt_number, unit, item_code, status, promised_due_on, statutory_due_on,
                           promised_days + extension_days AS days
                      FROM approval_case
                     WHERE case_number = ANY (ARRAY (SELECT unnest(CAST(:caseNumbers AS text[]))))
                ), due AS MATERIALIZED (
                    SELECT t.case_number, s.severity, s.measured_on, t.receipt_number, t.unit, t.item_code
                      FROM touched t
                     CROSS JOIN LATERAL (VALUES
                           -- With a single day it would be lit from the start.
                           ('YELLOW', CASE WHEN t.days > 1 THEN t.promised_due_on END),
                           ('RED', t.promised_due_on),
                           ('BREACH', t.statutory_due_on),
                           ('STEP', (SELECT l.due_on
                                       FROM unnest(CAST(:limited AS text[]), CAST(:limits AS date[])) AS l (case_number, due_on)
                                      WHERE l.case_number = t.case_number))) AS s (severity, measured_on)
                     WHERE (t.status IN ('EXAMINATION', 'REVIEW', 'DECISION')
                            OR (t.status = 'SUSPENDED' AND s.severity = 'STEP'))
                       AND s.measured_on IS NOT NULL
                       AND NOT EXISTS (
                           SELECT 1 FROM light l
                            WHERE l.case_number = t.case_number AND l.severity = s.severity
                              AND l.measured_on = s.measured_on)
                ), gone AS (
                    DELETE FROM case_light_schedule s
                     WHERE s.case_number = ANY (ARRAY (SELECT unnest(CAST(:caseNumbers AS text[]))))
                       AND NOT EXISTS (
                           SELECT 1 FROM due d WHERE d.case_number = s.case_number AND d.severity = s.severity)
                )
                INSERT INTO case_light_schedule AS s
                       (case_number, severity, measured_on, receipt_number, unit, item_code)
                SELECT case_number, severity, measured_on, receipt_number, unit, item_code
                  FROM due
                 ORDER BY case_number, severity
                    ON CONFLICT (case_number, severity) DO UPDATE SET measured_on = excluded.measured_on
                 WHERE s.measured_on <> excluded.measured_on
                """)
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .param("limited", limits.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(
                        "limits",
                        limits.stream()
                                .map(one -> String.valueOf(one.getValue()))
                                .toArray(String[]::new))
                .update();
    }

    /** Case number to the last day of its step's limit, where a light waits for it. */
    Map<String, LocalDate> stepsDue(Collection<String> caseNumbers) {
        var due = new HashMap<String, LocalDate>();
        jdbc.sql("""
                SELECT case_number, measured_on
                  FROM case_light_schedule
                 WHERE case_number = ANY (CAST(:caseNumbers AS text[])) AND severity = 'STEP'
                """).param("caseNumbers", caseNumbers.toArray(String[]::new)).query(row -> {
            due.put(row.getString("case_number"), row.getObject("measured_on", LocalDate.class));
        });
        return due;
    }

    /**
     * What one batch did.
     *
     * @param taken rows of the schedule that it used up
     */
    record Batch(int taken, List<Light> turned) {}

    /**
     * Turns lights that are due. Rows that somebody else holds, another replica or an officer acting on the case, are left to the next
     * run: so a light never turns twice, nor for a case that is being suspended or closed.
     */
    Batch turn(Severity severity, LitOn lit, int most, Instant at) {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT case_number, severity
                      FROM case_light_schedule
                     WHERE severity = :severity
                       AND measured_on BETWEEN :from AND :until
                     ORDER BY measured_on, case_number
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED
                ), taken AS (
                    DELETE FROM case_light_schedule s
                     USING due d
                     WHERE s.case_number = d.case_number AND s.severity = d.severity
                 RETURNING s.*
                ), turned AS (
                    INSERT INTO light (case_number, severity, measured_on, receipt_number, unit, item_code, turned_at)
                    SELECT case_number, severity, measured_on, receipt_number, unit, item_code, :at
                      FROM taken
                     ORDER BY measured_on, case_number
                        ON CONFLICT (case_number, severity, measured_on) DO NOTHING
                 RETURNING *
                ), standing AS (
                    INSERT INTO light_standing (light, state, unit, gravity)
                    SELECT id, 'TURNED', unit, :gravity FROM turned
                ), counted AS (
                    INSERT INTO light_count AS c (unit, severity, turned, awaiting)
                    SELECT unit, severity, count(*), count(*)
                      FROM turned
                     GROUP BY unit, severity
                     ORDER BY unit, severity
                        ON CONFLICT (unit, severity) DO UPDATE
                       SET turned = c.turned + excluded.turned, awaiting = c.awaiting + excluded.awaiting
                )
                SELECT (SELECT count(*) FROM taken) AS taken, t.*, 'TURNED' AS state, 1 AS sequence
                  FROM (SELECT 1) AS always
                  LEFT JOIN turned t ON true
                 ORDER BY t.id
                """)
                .param("severity", severity.name())
                .param("gravity", severity.gravity())
                .param("from", lit.from())
                .param("until", lit.until())
                .param("most", most)
                .param("at", OfficeTime.at(at))
                .query(rows -> {
                    int taken = 0;
                    var turned = new ArrayList<Light>();
                    while (rows.next()) {
                        taken = rows.getInt("taken");
                        if (rows.getString("case_number") != null) {
                            turned.add(light(rows));
                        }
                    }
                    return new Batch(taken, List.copyOf(turned));
                });
    }

    /** The light, kept from others until the transaction ends. */
    Optional<Light> lock(long id) {
        return jdbc.sql("""
                SELECT l.id, l.case_number, l.severity, l.measured_on, l.receipt_number, l.unit, l.item_code, s.state,
                       s.sequence
                  FROM light_standing s
                  JOIN light l ON l.id = s.light
                 WHERE s.light = :id
                   FOR UPDATE OF s
                """).param("id", id).query((row, _) -> light(row)).optional();
    }

    /** The caller has locked the light. */
    void reply(Light light, LightState reply, String by, String reason, Instant at) {
        jdbc.sql("""
                WITH entered AS (
                    INSERT INTO light_reply (light, kind, by, reason, at) VALUES (:light, :kind, :by, :reason, :at)
                ), stands AS (
                    UPDATE light_standing SET state = :kind, sequence = sequence + 1 WHERE light = :light
                )
                UPDATE light_count
                   SET awaiting = awaiting - CASE WHEN :was = 'TURNED' THEN 1 ELSE 0 END,
                       answered = answered + CASE WHEN :kind = 'ANSWERED' THEN 1 ELSE 0 END,
                       lifted = lifted + CASE WHEN :kind = 'LIFTED' THEN 1 ELSE 0 END
                 WHERE unit = :unit AND severity = :severity
                """)
                .param("light", light.id())
                .param("kind", reply.name())
                .param("by", by)
                .param("reason", reason)
                .param("at", OfficeTime.at(at))
                .param("was", light.state().name())
                .param("unit", light.unit())
                .param("severity", light.severity().name())
                .update();
    }

    private static Light light(ResultSet row) throws SQLException {
        return new Light(
                row.getLong("id"),
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                row.getString("unit"),
                Severity.valueOf(row.getString("severity")),
                row.getObject("measured_on", LocalDate.class),
                LightState.valueOf(row.getString("state")),
                row.getInt("sequence"));
    }
}
