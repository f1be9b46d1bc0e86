package onestop.approval.partners;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.partners.TaskMessages.Task;
import onestop.events.Outbox;
import onestop.events.OutgoingEvent;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells partner units what is theirs to do, and what is no longer, with each act that changes it. */
@Component
@Order(700)
class TellTasks implements ActListener {
    /** Most open cases that are told when a unit is registered; the desk lists the others. */
    static final int MOST_AT_ONCE = 5_000;

    private static final String COLUMNS = """
            c.case_number, c.receipt_number, c.item_code, c.unit, c.subject_usci, c.status, c.promised_due_on,
            c.statutory_due_on, c.version
            """;

    private final PartnerUnits units;
    private final TellOpinionTasks opinions;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    TellTasks(PartnerUnits units, TellOpinionTasks opinions, Outbox outbox, JdbcClient jdbc) {
        this.units = units;
        this.opinions = opinions;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    private record Row(Task task, long version) {}

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var due = new ArrayList<Act>();
        var events = new ArrayList<OutgoingEvent>();
        for (var act : acts) {
            if (!units.isPartner(act.unit())) {
                continue;
            }
            switch (act.name()) {
                case "OPENED", "REOPENED", "EXAMINED", "REVIEWED", "RETURNED", "RESUMED", "EXTENDED", "RECOUNTED" ->
                    due.add(act);
                case "SUSPENDED", "GRANTED", "REFUSED", "WITHDRAWN", "TERMINATED", "LAPSED", "FORWARDED" ->
                    events.add(TaskMessages.closed(act));
                default -> {} // moves no task
            }
        }
        if (!due.isEmpty()) {
            events.addAll(assigned(
                    rows(due.stream().map(Act::caseNumber).distinct().toList()),
                    due.getFirst().at()));
        }
        return events;
    }

    /** What is open of the unit now, and what others ask it, for a system that begins to work. */
    int tellOpen(String unit, Instant at) {
        var rows = jdbc.sql("SELECT " + COLUMNS + """
                  FROM approval_case c
                 WHERE c.status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED') AND c.unit = :unit
                   AND c.status <> 'SUSPENDED'
                 ORDER BY c.queue_rank, c.urgent_on, c.case_number
                 LIMIT :most
                """)
                .param("unit", unit)
                .param("most", MOST_AT_ONCE)
                .query((row, _) -> row(row))
                .list();
        var asked = opinions.open(unit, at);
        outbox.append(assigned(rows, at));
        outbox.append(asked);
        return rows.size() + asked.size();
    }

    private List<Row> rows(Collection<String> caseNumbers) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM approval_case c
                 WHERE c.case_number = ANY (:caseNumbers) AND c.status IN ('EXAMINATION', 'REVIEW', 'DECISION')
                 ORDER BY c.case_number
                """)
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .query((row, _) -> row(row))
                .list();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                new Task(
                        row.getString("receipt_number"),
                        row.getString("case_number"),
                        row.getString("item_code"),
                        row.getString("unit"),
                        row.getString("subject_usci"),
                        row.getString("status"),
                        row.getObject("promised_due_on", LocalDate.class),
                        row.getObject("statutory_due_on", LocalDate.class)),
                row.getLong("version"));
    }

    private static List<OutgoingEvent> assigned(List<Row> rows, Instant at) {
        return rows.stream()
                .map(row -> TaskMessages.assigned(row.task(), row.version(), at))
                .toList();
    }
}
