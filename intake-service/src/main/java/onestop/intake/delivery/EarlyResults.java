package onestop.intake.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import onestop.intake.application.HandOut.Recipient;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of decided cases that may be handed out before the rest of their file. */
@Repository
class EarlyResults {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    EarlyResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A decision that has just become known. */
    record Decided(
            String caseNumber,
            String receiptNumber,
            String outcome,
            OffsetDateTime decidedAt,
            LocalDate decidedOn,
            LocalDate dueOn,
            boolean provisional,
            List<String> officers) {}

    /** Of files that nobody knows nothing is kept, nor of those with one case, whose decision finishes them. A later decision of a case waits anew. */
    void add(Collection<Decided> decided) {
        if (decided.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO early_result AS r (case_number, receipt_number, outcome, decided_at, decided_on, due_on, provisional,
                                          officers, in_bundle, version)
                SELECT d."caseNumber", d."receiptNumber", d.outcome, d."decidedAt", d."decidedOn", d."dueOn", d.provisional,
                       d.officers, b.receipt_number IS NOT NULL, 1
                  FROM jsonb_to_recordset(:decided::jsonb)
                       AS d ("caseNumber" text, "receiptNumber" text, outcome text, "decidedAt" timestamptz,
                             "decidedOn" date, "dueOn" date, provisional boolean, officers text[])
                  JOIN application a ON a.receipt_number = d."receiptNumber" AND a.kind <> 'SINGLE'
                  LEFT JOIN result_bundle b ON b.receipt_number = d."receiptNumber" AND b.reopened_at IS NULL
                 ORDER BY d."caseNumber"
                    ON CONFLICT (case_number) DO UPDATE
                   SET outcome = excluded.outcome, decided_at = excluded.decided_at, decided_on = excluded.decided_on,
                       due_on = excluded.due_on, provisional = excluded.provisional, officers = excluded.officers,
                       in_bundle = excluded.in_bundle, handed_out_at = NULL, handed_out_by = NULL,
                       handed_out_by_unit = NULL, window_code = NULL, recipient = NULL, number_compared = false, late = false,
                       overdue_marked_at = NULL, reopened_at = NULL, version = r.version + 1
                 WHERE r.decided_at < excluded.decided_at
                """).param("decided", JSON.writeValueAsString(decided)).update();
    }

    /**
     * The result of this case waits no more. What else the file's bundle holds, where nobody has handed that out, can be handed out by
     * itself again: its ten days go on.
     */
    void holdBack(String receiptNumber, String caseNumber, Instant reopenedAt) {
        jdbc.sql("""
                UPDATE early_result r
                   SET reopened_at = CASE WHEN r.case_number = :case THEN CAST(:at AS timestamptz) ELSE r.reopened_at END,
                       in_bundle = r.in_bundle AND r.case_number = :case, version = r.version + 1
                 WHERE r.receipt_number = :number AND r.decided_at <= :at
                   AND (r.case_number = :case
                        OR r.in_bundle AND EXISTS (
                            SELECT 1 FROM result_bundle b
                             WHERE b.receipt_number = r.receipt_number AND b.state = 'WAITING' AND b.decided_at <= :at)
                       AND NOT EXISTS (SELECT 1 FROM handing_out h WHERE h.receipt_number = r.receipt_number))
                """)
                .param("case", caseNumber)
                .param("number", receiptNumber)
                .param("at", reopenedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** One case's result that waits by itself. */
    record Waiting(String caseNumber, LocalDate dueOn, List<String> officers, long version) {}

    /** What waits of a file, for a command: whoever else hands it out waits, and so does the file's bundle. */
    List<Waiting> lock(ReceiptNumber file) {
        return jdbc.sql("""
                SELECT case_number, due_on, officers, version
                  FROM early_result
                 WHERE receipt_number = :number AND handed_out_at IS NULL AND NOT in_bundle AND reopened_at IS NULL
                 ORDER BY case_number
                   FOR UPDATE
                """)
                .param("number", file.value())
                .query((row, _) -> new Waiting(
                        row.getString("case_number"),
                        row.getObject("due_on", LocalDate.class),
                        List.of((String[]) row.getArray("officers").getArray()),
                        row.getLong("version")))
                .list();
    }

    /**
     * Notes a handing out; the rows are held by {@link #lock}, and the file, so that its numbers follow each other.
     *
     * @return which of the file's early handings out this is, from 1
     */
    int handOut(
            ReceiptNumber file,
            List<Waiting> cases,
            Caller issuer,
            Recipient recipient,
            boolean numberCompared,
            @Nullable String windowCode,
            LocalDate today,
            Instant at) {
        return jdbc.sql("""
                UPDATE early_result r
                   SET handed_out_at = :at, handed_out_by = :by, handed_out_by_unit = :unit, recipient = :recipient,
                       number_compared = :compared, window_code = :window, handing_out = n.next, late = due_on < :today,
                       version = version + 1
                  FROM (SELECT coalesce(max(handing_out), 0) + 1 AS next FROM early_result WHERE receipt_number = :file) n
                 WHERE r.case_number = ANY (:cases)
                RETURNING r.handing_out
                """)
                .param("file", file.value())
                .param("window", windowCode)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", issuer.subject())
                .param("unit", issuer.unit())
                .param("recipient", recipient.name())
                .param("compared", numberCompared)
                .param("today", today)
                .param("cases", cases.stream().map(Waiting::caseNumber).toArray(String[]::new))
                .query(Integer.class)
                .list()
                .getFirst();
    }

    record Overdue(String caseNumber, String receiptNumber, LocalDate dueOn, long version) {}

    /** Marks results whose last day is over, each once; what another replica holds is left to it. */
    List<Overdue> markOverdue(LocalDate today, Instant at, int most) {
        return jdbc.sql("""
                WITH due AS (
                    SELECT case_number
                      FROM early_result
                     WHERE handed_out_at IS NULL AND NOT in_bundle AND reopened_at IS NULL AND overdue_marked_at IS NULL
                       AND due_on < :today
                     ORDER BY due_on, case_number
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED)
                UPDATE early_result r
                   SET overdue_marked_at = :at, version = r.version + 1
                  FROM due
                 WHERE r.case_number = due.case_number
                RETURNING r.case_number, r.receipt_number, r.due_on, r.version
                """)
                .param("today", today)
                .param("most", most)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Overdue(
                        row.getString("case_number"),
                        row.getString("receipt_number"),
                        row.getObject("due_on", LocalDate.class),
                        row.getLong("version")))
                .list();
    }

    record Line(
            String receiptNumber,
            String caseNumber,
            String item,
            String enterpriseName,
            String outcome,
            Instant decidedAt,
            LocalDate dueOn,
            boolean provisional,
            Light light,
            @Nullable Instant overdueMarkedAt) {}

    /** What waits by itself at the output window, the most urgent first. */
    Page<Line> page(@Nullable String after, Limit limit, LocalDate today, WorkingDayCalendar calendar) {
        var place = Cursor.parts(after, 2);
        var rows = jdbc.sql("""
                SELECT r.receipt_number, r.case_number, c.item_code, a.enterprise_name, r.outcome, r.decided_at, r.due_on,
                       r.provisional, r.overdue_marked_at
                  FROM early_result r
                  JOIN application a ON a.receipt_number = r.receipt_number
                  JOIN application_case c ON c.case_number = r.case_number
                 WHERE r.handed_out_at IS NULL AND NOT r.in_bundle AND r.reopened_at IS NULL AND (r.due_on, r.case_number) > (:dueOn, :number)
                 ORDER BY r.due_on, r.case_number
                 LIMIT :limit
                """)
                .param("dueOn", place.isEmpty() ? LocalDate.EPOCH : Cursor.date(place.getFirst()))
                .param("number", place.isEmpty() ? "" : place.getLast())
                .param("limit", limit.plusOne())
                .query((row, _) -> line(row, today, calendar))
                .list();
        return Page.of(rows, limit, line -> Cursor.of(line.dueOn(), line.caseNumber()));
    }

    private static Line line(ResultSet row, LocalDate today, WorkingDayCalendar calendar) throws SQLException {
        var dueOn = row.getObject("due_on", LocalDate.class);
        return new Line(
                row.getString("receipt_number"),
                row.getString("case_number"),
                row.getString("item_code"),
                row.getString("enterprise_name"),
                row.getString("outcome"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                dueOn,
                row.getBoolean("provisional"),
                Light.of(dueOn, today, calendar),
                ResultBundles.instant(row, "overdue_marked_at"));
    }

    /** When parts of a file were handed out by themselves, each time once. */
    List<Instant> handedOut(ReceiptNumber file) {
        return jdbc.sql("""
                SELECT DISTINCT handed_out_at
                  FROM early_result
                 WHERE receipt_number = :number AND handed_out_at IS NOT NULL
                 ORDER BY handed_out_at
                """)
                .param("number", file.value())
                .query((row, _) ->
                        row.getObject("handed_out_at", OffsetDateTime.class).toInstant())
                .list();
    }
}
