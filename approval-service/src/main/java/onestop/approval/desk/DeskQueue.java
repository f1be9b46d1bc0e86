package onestop.approval.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.desk.DeskEntry.SubjectView;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A unit's open cases: green channel first, then by the day that matters, then by number. The order is that of the partial index
 * {@code approval_case_desk_idx}, so a page costs the same with a thousand cases and with a million.
 */
@Repository
class DeskQueue {
    private final JdbcClient jdbc;

    DeskQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<DeskEntry> page(
            String unit,
            @Nullable String itemCode,
            @Nullable String step,
            @Nullable List<String> officers,
            @Nullable String after,
            Limit limit) {
        var place = Place.of(after);
        var rows = jdbc.sql("""
                SELECT case_number, receipt_number, item_code, item_name_zh, item_name_en, case_type, stage, status,
                       subject_usci, subject_name, subject_region, queue_rank, promised_due_on, statutory_due_on,
                       provisional, assigned_to, started_at, version, urgent_on
                  FROM approval_case
                 WHERE status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED')
                   AND unit = :unit
                   AND (queue_rank, urgent_on, case_number) > (:rank, :urgentOn, :caseNumber)
                """
                        + (itemCode == null ? "" : "   AND item_code = :itemCode\n")
                        + (step == null ? "" : "   AND status = :step\n")
                        + (officers == null ? "" : "   AND assigned_to = ANY (CAST(:officers AS text[]))\n")
                        + """
                 ORDER BY queue_rank, urgent_on, case_number
                 LIMIT :most
                """)
                .param("unit", unit)
                .param("rank", place.rank())
                .param("urgentOn", place.urgentOn())
                .param("caseNumber", place.caseNumber())
                .param("itemCode", itemCode)
                .param("step", step)
                .param("officers", officers == null ? null : officers.toArray(String[]::new))
                .param("most", limit.plusOne())
                .query(DeskQueue::entry)
                .list();
        return Page.of(rows, limit, DeskEntry::cursor);
    }

    /** Where the page before ended; before everything for the first page. */
    private record Place(short rank, LocalDate urgentOn, String caseNumber) {
        private static final Place START = new Place((short) -1, LocalDate.EPOCH, "");

        static Place of(@Nullable String after) {
            List<String> parts = Cursor.parts(after, 3);
            if (parts.isEmpty()) {
                return START;
            }
            return new Place(Cursor.rank(parts.get(0)), Cursor.date(parts.get(1)), parts.get(2));
        }
    }

    private static DeskEntry entry(ResultSet row, int number) throws SQLException {
        return new DeskEntry(
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                row.getString("item_name_zh"),
                row.getString("item_name_en"),
                row.getString("case_type"),
                row.getInt("stage"),
                row.getString("status"),
                new SubjectView(
                        row.getString("subject_usci"), row.getString("subject_name"), row.getString("subject_region")),
                row.getInt("queue_rank") == 0,
                row.getObject("promised_due_on", LocalDate.class),
                row.getObject("statutory_due_on", LocalDate.class),
                row.getBoolean("provisional"),
                row.getString("assigned_to"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getLong("version"),
                row.getObject("urgent_on", LocalDate.class));
    }
}
