package onestop.intake.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of pauses, rectifications and appeals. */
@Repository
class IncidentTables {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    IncidentTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that happened once, at a time: the same event again is the same incident. */
    record Incident(String receiptNumber, Kind kind, String reference, OffsetDateTime at) {
        enum Kind {
            ITEM_SUSPENDED,
            ITEM_RESUMED,
            ITEM_EXTENDED,
            ITEM_REOPENED,
            ITEM_WAITS_AGAIN,
            RECTIFICATION_OPENED,
            RECTIFICATION_CLOSED
        }
    }

    /** What is known of an appeal; events fill in what the others left open. It is answered and closed anew when it was opened again. */
    record AppealNews(
            String appealId,
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime receivedAt,
            @Nullable OffsetDateTime stageRepliedAt,
            @Nullable OffsetDateTime extendedAt,
            @Nullable OffsetDateTime repliedAt,
            @Nullable OffsetDateTime closedAt,
            @Nullable OffsetDateTime reopenedAt) {

        AppealNews and(AppealNews other) {
            return new AppealNews(
                    appealId,
                    receiptNumber == null ? other.receiptNumber : receiptNumber,
                    receivedAt == null ? other.receivedAt : receivedAt,
                    later(stageRepliedAt, other.stageRepliedAt),
                    later(extendedAt, other.extendedAt),
                    later(repliedAt, other.repliedAt),
                    later(closedAt, other.closedAt),
                    reopenedAt == null ? other.reopenedAt : reopenedAt);
        }

        private static @Nullable OffsetDateTime later(@Nullable OffsetDateTime one, @Nullable OffsetDateTime other) {
            return one == null || (other != null && other.isAfter(one)) ? other : one;
        }
    }

    void saveIncidents(Collection<Incident> incidents) {
        if (incidents.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO progress_incident (receipt_number, kind, reference, at)
                SELECT n."receiptNumber", n.kind, n.reference, n.at
                  FROM jsonb_to_recordset(:news::jsonb)
                       AS n ("receiptNumber" text, kind text, reference text, at timestamptz)
                ON CONFLICT DO NOTHING
                """).param("news", JSON.writeValueAsString(incidents)).update();
    }

    void saveAppeals(Collection<AppealNews> news) {
        if (news.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO appeal_progress AS old (appeal_id, receipt_number, received_at, stage_replied_at, extended_at,
                       replied_at, closed_at, reopened_at)
                SELECT n."appealId", n."receiptNumber", n."receivedAt", n."stageRepliedAt", n."extendedAt", n."repliedAt",
                       n."closedAt", n."reopenedAt"
                  FROM jsonb_to_recordset(:news::jsonb)
                       AS n ("appealId" text, "receiptNumber" text, "receivedAt" timestamptz, "stageRepliedAt" timestamptz,
                             "extendedAt" timestamptz, "repliedAt" timestamptz, "closedAt" timestamptz,
                             "reopenedAt" timestamptz)
                ON CONFLICT (appeal_id) DO UPDATE
                   SET receipt_number   = coalesce(old.receipt_number, excluded.receipt_number),
                       received_at      = coalesce(old.received_at, excluded.received_at),
                       stage_replied_at = greatest(old.stage_replied_at, excluded.stage_replied_at),
                       extended_at      = greatest(old.extended_at, excluded.extended_at),
                       replied_at       = greatest(old.replied_at, excluded.replied_at),
                       closed_at        = greatest(old.closed_at, excluded.closed_at),
                       reopened_at      = coalesce(old.reopened_at, excluded.reopened_at)
                """).param("news", JSON.writeValueAsString(news)).update();
    }

    /**
     * @param item the item it happened to; null for the others
     */
    record Line(Timeline.What what, @Nullable String item, Instant at) {}

    /** Pauses, extensions, reopenings and what waits for them: one line for an item and day however many of its cases had one. */
    List<Line> pauses(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT i.kind, c.item_code, min(i.at) AS at
                  FROM progress_incident i
                  JOIN application_case c ON c.case_number = i.reference AND c.receipt_number = i.receipt_number
                 WHERE i.receipt_number = :number AND i.kind IN ('ITEM_SUSPENDED', 'ITEM_RESUMED', 'ITEM_EXTENDED', 'ITEM_REOPENED',
                                                               'ITEM_WAITS_AGAIN')
                 GROUP BY i.kind, c.item_code, (i.at AT TIME ZONE 'Asia/Shanghai')::date
                 ORDER BY 3
                 LIMIT 200
                """)
                .param("number", number.value())
                .query((row, _) -> line(row, row.getString("item_code")))
                .list();
    }

    /** What the applicant complained about. Not for the eyes of those it may be about. */
    List<Line> complaints(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT kind, at
                  FROM progress_incident
                 WHERE receipt_number = :number AND kind IN ('RECTIFICATION_OPENED', 'RECTIFICATION_CLOSED')
                UNION ALL
                SELECT e.kind, e.at
                  FROM appeal_progress a
                 CROSS JOIN LATERAL (VALUES ('APPEAL_RECEIVED', a.received_at), ('APPEAL_ON_ITS_WAY', a.stage_replied_at),
                                            ('APPEAL_EXTENDED', a.extended_at), ('APPEAL_REPLIED', a.replied_at),
                                            ('APPEAL_CLOSED', a.closed_at), ('APPEAL_REOPENED', a.reopened_at)) AS e (kind, at)
                 WHERE a.receipt_number = :number AND e.at IS NOT NULL
                 ORDER BY 2
                 LIMIT 200
                """)
                .param("number", number.value())
                .query((row, _) -> line(row, null))
                .list();
    }

    private static Line line(ResultSet row, @Nullable String item) throws SQLException {
        return new Line(
                Timeline.What.valueOf(row.getString("kind")),
                item,
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
