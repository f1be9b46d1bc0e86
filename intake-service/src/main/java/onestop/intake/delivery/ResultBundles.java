package onestop.intake.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import onestop.intake.delivery.ResultBundle.End;
import onestop.intake.delivery.ResultBundle.Explanation;
import onestop.intake.delivery.ResultBundle.HandingOut;
import onestop.intake.delivery.ResultBundle.State;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL that changes bundles or reads one as a whole. */
@Repository
class ResultBundles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT = """
            SELECT b.receipt_number, a.enterprise_usci, b.outcome, b.decided_at, b.due_on, b.provisional, b.state, b.overdue_marked_at,
                   b.explanation, b.explained_by, b.explained_at, b.reopened_at, b.version,
                   (SELECT json_agg(json_build_object(
                               'number', h.number, 'method', h.method, 'at', utc_text(h.handed_out_at),
                               'by', h.handed_out_by, 'unit', h.handed_out_by_unit, 'late', h.late,
                               'recipient', h.recipient, 'numberCompared', h.number_compared, 'carrier', h.carrier,
                               'trackingNumber', h.tracking_number, 'endedAt', utc_text(h.ended_at),
                               'endedWith', h.ended_with, 'returnReason', h.return_reason) ORDER BY h.number)
                      FROM handing_out h
                     WHERE h.receipt_number = b.receipt_number) AS handings_out
              FROM result_bundle b
              JOIN application a ON a.receipt_number = b.receipt_number
             WHERE b.receipt_number = :number
            """;

    private final JdbcClient jdbc;

    ResultBundles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A bundle that has just come into being. */
    record Finished(
            String receiptNumber,
            String outcome,
            OffsetDateTime decidedAt,
            LocalDate decidedOn,
            LocalDate dueOn,
            boolean provisional) {}

    /**
     * Puts bundles where there are none, with what was decided before and still waits; files nobody knows are left out. A bundle is due
     * when the oldest decision in it is. What is decided anew, after an appeal, waits again, also when it went out before.
     */
    void add(Collection<Finished> finished) {
        if (finished.isEmpty()) {
            return;
        }
        jdbc.sql("""
                WITH taken AS (
                    UPDATE early_result
                       SET in_bundle = true, version = version + 1
                     WHERE receipt_number = ANY (:numbers) AND handed_out_at IS NULL AND NOT in_bundle AND reopened_at IS NULL
                    RETURNING receipt_number, due_on
                ), early AS (
                    SELECT receipt_number, min(due_on) AS due_on FROM taken GROUP BY receipt_number)
                INSERT INTO result_bundle AS b (receipt_number, outcome, decided_at, decided_on, due_on, provisional, state,
                                                version)
                SELECT f."receiptNumber", f.outcome, f."decidedAt", f."decidedOn", least(f."dueOn", e.due_on), f.provisional,
                       'WAITING', 1
                  FROM jsonb_to_recordset(:finished::jsonb)
                       AS f ("receiptNumber" text, outcome text, "decidedAt" timestamptz, "decidedOn" date,
                             "dueOn" date, provisional boolean)
                  JOIN application a ON a.receipt_number = f."receiptNumber"
                  LEFT JOIN early e ON e.receipt_number = f."receiptNumber"
                ON CONFLICT (receipt_number) DO UPDATE
                   SET outcome = excluded.outcome, decided_at = excluded.decided_at, decided_on = excluded.decided_on,
                       due_on = excluded.due_on, provisional = excluded.provisional, state = 'WAITING',
                       overdue_marked_at = NULL, explanation = NULL, explained_by = NULL, explained_at = NULL,
                       reopened_at = NULL, version = b.version + 1
                 WHERE b.decided_at < excluded.decided_at
                """)
                .param("numbers", finished.stream().map(Finished::receiptNumber).toArray(String[]::new))
                .param("finished", JSON.writeValueAsString(finished))
                .update();
    }

    /** A case of the file is open again: the bundle is no more what the file has led to. Whoever hands it out comes before or after. */
    void holdBack(String receiptNumber, Instant reopenedAt) {
        jdbc.sql("""
                UPDATE result_bundle
                   SET reopened_at = :at, version = version + 1
                 WHERE receipt_number = :number AND decided_at <= :at
                """)
                .param("number", receiptNumber)
                .param("at", utc(reopenedAt))
                .update();
    }

    Optional<ResultBundle> find(ReceiptNumber number) {
        return read(SELECT, number);
    }

    /** The bundle for a command: whoever else acts on it waits. */
    Optional<ResultBundle> lock(ReceiptNumber number) {
        return read(SELECT + "FOR UPDATE OF b", number);
    }

    private Optional<ResultBundle> read(String sql, ReceiptNumber number) {
        return jdbc.sql(sql)
                .param("number", number.value())
                .query((row, _) -> bundle(row))
                .optional();
    }

    /** Notes a handing out; the bundle is held by {@link #lock}. */
    void handOut(ResultBundle bundle, HandingOut handing) {
        jdbc.sql("""
                WITH bundle AS (
                    UPDATE result_bundle
                       SET state = :state, version = version + 1
                     WHERE receipt_number = :receipt AND version = :version
                    RETURNING receipt_number)
                INSERT INTO handing_out (receipt_number, number, method, handed_out_at, handed_out_by,
                                         handed_out_by_unit, late, recipient, number_compared, carrier, tracking_number)
                SELECT receipt_number, :number, :method, :at, :by, :unit, :late, :recipient, :compared, :carrier,
                       :tracking
                  FROM bundle
                """)
                .param("state", State.after(handing.method()).name())
                .param("receipt", bundle.number().value())
                .param("version", bundle.version())
                .param("number", handing.number())
                .param("method", handing.method().name())
                .param("at", utc(handing.at()))
                .param("by", handing.by())
                .param("unit", handing.unit())
                .param("late", handing.late())
                .param(
                        "recipient",
                        handing.recipient() == null ? null : handing.recipient().name())
                .param("compared", handing.numberCompared())
                .param("carrier", handing.carrier())
                .param("tracking", handing.trackingNumber())
                .update();
    }

    /** Notes how the last handing out ended; the bundle is held by {@link #lock}. */
    void end(ResultBundle bundle, End end, State next, String by, @Nullable String reason, Instant at) {
        jdbc.sql("""
                WITH bundle AS (
                    UPDATE result_bundle
                       SET state = :state, version = version + 1
                     WHERE receipt_number = :receipt AND version = :version
                    RETURNING receipt_number)
                UPDATE handing_out h
                   SET ended_at = :at, ended_with = :end, ended_by = :by, return_reason = :reason
                  FROM bundle
                 WHERE h.receipt_number = bundle.receipt_number AND h.number = :number
                """)
                .param("state", next.name())
                .param("receipt", bundle.number().value())
                .param("version", bundle.version())
                .param("at", utc(at))
                .param("end", end.name())
                .param("by", by)
                .param("reason", reason)
                .param("number", bundle.handingsOut().size())
                .update();
    }

    void explain(ResultBundle bundle, String text, String by, Instant at) {
        jdbc.sql("""
                UPDATE result_bundle
                   SET explanation = :text, explained_by = :by, explained_at = :at, version = version + 1
                 WHERE receipt_number = :receipt AND version = :version
                """)
                .param("text", text)
                .param("by", by)
                .param("at", utc(at))
                .param("receipt", bundle.number().value())
                .param("version", bundle.version())
                .update();
    }

    record Overdue(String receiptNumber, LocalDate dueOn, State state, long version) {}

    /** Marks bundles whose last day is over, each once; what another replica holds is left to it. */
    List<Overdue> markOverdue(LocalDate today, Instant at, int most) {
        return jdbc.sql("""
                WITH due AS (
                    SELECT receipt_number
                      FROM result_bundle
                     WHERE state IN ('WAITING', 'RETURNED') AND overdue_marked_at IS NULL AND reopened_at IS NULL
                       AND due_on < :today
                     ORDER BY due_on, receipt_number
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED)
                UPDATE result_bundle b
                   SET overdue_marked_at = :at, version = b.version + 1
                  FROM due
                 WHERE b.receipt_number = due.receipt_number
                RETURNING b.receipt_number, b.due_on, b.state, b.version
                """)
                .param("today", today)
                .param("most", most)
                .param("at", utc(at))
                .query((row, _) -> new Overdue(
                        row.getString("receipt_number"),
                        row.getObject("due_on", LocalDate.class),
                        State.valueOf(row.getString("state")),
                        row.getLong("version")))
                .list();
    }

    private static ResultBundle bundle(ResultSet row) throws SQLException {
        var handings = row.getString("handings_out");
        var explanation = row.getString("explanation");
        return new ResultBundle(
                new ReceiptNumber(row.getString("receipt_number")),
                row.getString("enterprise_usci"),
                row.getString("outcome"),
                Objects.requireNonNull(instant(row, "decided_at")),
                row.getObject("due_on", LocalDate.class),
                row.getBoolean("provisional"),
                State.valueOf(row.getString("state")),
                instant(row, "overdue_marked_at"),
                explanation == null
                        ? null
                        : new Explanation(
                                explanation,
                                row.getString("explained_by"),
                                Objects.requireNonNull(instant(row, "explained_at"))),
                instant(row, "reopened_at"),
                handings == null ? List.of() : JSON.readValue(handings, new TypeReference<List<HandingOut>>() {}),
                row.getLong("version"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
