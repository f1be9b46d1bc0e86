package onestop.intake.application;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Files with more than one correction notice: the law knows one (administrative licensing law, article 32), so somebody looks at each
 * of these.
 */
@Repository
class SentBackAgain {
    private final JdbcClient jdbc;

    SentBackAgain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param notices how often the file was sent back
     * @param daysWithApplicant calendar days that it lay with the applicant in the rounds that are over
     * @param supervisorReason why the last notice names what could have been seen before; null when it names only new defects
     */
    record Line(
            String receiptNumber,
            FileStatus status,
            Instant receivedAt,
            int notices,
            int daysWithApplicant,
            @Nullable String lastAskedBy,
            @Nullable String supervisorReason) {}

    /** The newest first. */
    Page<Line> page(@Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 2);
        var rows = jdbc.sql("""
                SELECT a.receipt_number, a.status, a.received_at, jsonb_array_length(a.earlier_corrections) + 1 AS notices,
                       a.correction_requested_by, a.correction_reason,
                       (SELECT coalesce(sum(CAST(round(extract(epoch FROM r.corrected - r.requested) / 86400) AS integer)), 0)
                          FROM (SELECT CAST(e ->> 'requestedAt' AS timestamptz) AS requested,
                                       CAST(e ->> 'correctedAt' AS timestamptz) AS corrected
                                  FROM jsonb_array_elements(a.earlier_corrections) AS e
                                 UNION ALL
                                SELECT a.correction_requested_at, a.corrected_at) AS r
                         WHERE r.corrected IS NOT NULL) AS days_with_applicant
                  FROM application a
                 WHERE jsonb_array_length(a.earlier_corrections) > 0
                   AND (a.received_at, a.receipt_number) < (:receivedAt, :number)
                 ORDER BY a.received_at DESC, a.receipt_number DESC
                 LIMIT :limit
                """)
                .param("receivedAt", place.isEmpty() ? FAR : ApplicationLists.time(place.getFirst()))
                .param("number", place.isEmpty() ? "" : place.getLast())
                .param("limit", limit.plusOne())
                .query((row, _) -> new Line(
                        row.getString("receipt_number"),
                        FileStatus.valueOf(row.getString("status")),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getInt("notices"),
                        row.getInt("days_with_applicant"),
                        row.getString("correction_requested_by"),
                        row.getString("correction_reason")))
                .list();
        return Page.of(rows, limit, line -> Cursor.of(line.receivedAt(), line.receiptNumber()));
    }

    private static final OffsetDateTime FAR = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
}
