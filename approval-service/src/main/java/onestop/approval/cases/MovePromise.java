package onestop.approval.cases;

import java.util.List;
import onestop.approval.cases.CriticalPath.Node;
import onestop.events.OutgoingEvent;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The promise of a file moves with the extensions of its cases, to its critical path as that is now: at most 45 working days, and 15 more
 * when the head of the government approved an extension (行政许可法 art. 42). Files opened before their graph was kept stay as they are.
 */
@Component
@Order(600)
class MovePromise implements ActListener {
    private final JdbcClient jdbc;

    MovePromise(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(Node node, boolean graphKnown, boolean byGovernment) {}

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        acts.stream()
                .filter(act -> act.name().equals("EXTENDED"))
                .map(Act::receiptNumber)
                .distinct()
                .sorted()
                .forEach(this::move);
        return List.of();
    }

    /** An extension is rare, and of one case. Whoever extends another case of the file at the same time waits here and sees both. */
    private void move(String receiptNumber) {
        jdbc.sql("SELECT 1 FROM approval_file WHERE receipt_number = :receiptNumber FOR NO KEY UPDATE")
                .param("receiptNumber", receiptNumber)
                .query()
                .listOfRows();
        var rows = jdbc.sql("""
                SELECT c.case_number, c.item_code, c.stage, c.promised_days + c.extension_days AS days, c.waits_at_first,
                       c.extension_days > 0 AND EXISTS (
                           SELECT 1 FROM case_history h
                            WHERE h.case_number = c.case_number AND h.act = 'EXTENDED'
                              AND h.details ->> 'rank' = 'HEAD_OF_GOVERNMENT') AS by_government
                  FROM approval_case c
                 WHERE c.receipt_number = :receiptNumber
                """)
                .param("receiptNumber", receiptNumber)
                .query((row, _) -> {
                    var waits = row.getArray("waits_at_first");
                    List<String> waitsFor = waits == null ? List.of() : List.of((String[]) waits.getArray());
                    var node = new Node(
                            row.getString("case_number"),
                            row.getString("item_code"),
                            row.getInt("stage"),
                            row.getInt("days"),
                            waitsFor);
                    return new Row(node, waits != null, row.getBoolean("by_government"));
                })
                .list();
        if (rows.stream().allMatch(Row::graphKnown)) {
            int most = CriticalPath.MOST_WORKING_DAYS
                    + (rows.stream().anyMatch(Row::byGovernment) ? CriticalPath.MOST_EXTENSION : 0);
            write(receiptNumber, CriticalPath.of(rows.stream().map(Row::node).toList(), most));
        }
    }

    private void write(String receiptNumber, CriticalPath path) {
        var chain = NewFiles.AS_TOLD.writeValueAsString(path.chain());
        jdbc.sql("""
                UPDATE approval_file
                   SET promised_days = :days, critical_path = CAST(:chain AS jsonb), version = version + 1
                 WHERE receipt_number = :receiptNumber AND promised_days IS NOT NULL
                """)
                .param("days", path.workingDays())
                .param("chain", chain)
                .param("receiptNumber", receiptNumber)
                .update();
    }
}
