package onestop.approval.cases;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onestop.approval.cases.CriticalPath.Node;
import onestop.approval.clocks.OfficeTime;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The promise of a file moves with the extensions of its cases, to its critical path as that is now: at most 45 working days, and 15 more
 * when the head of the government approved an extension (行政许可法 art. 42). Where a case is reopened the file is promised anew, from that day
 * on and for what is open then. Files opened before their graph was kept stay as they are.
 */
@Component
@Order(600)
class MovePromise implements ActListener {
    private final JdbcClient jdbc;
    private final Calendars calendars;

    MovePromise(JdbcClient jdbc, Calendars calendars) {
        this.jdbc = jdbc;
        this.calendars = calendars;
    }

    /**
     * A case of the file.
     *
     * @param startedOn null while it waits
     * @param byGovernment whether the head of the government approved its extension, since it was reopened if it was
     */
    private record Row(
            Node node,
            boolean graphKnown,
            boolean byGovernment,
            String status,
            @Nullable LocalDate startedOn) {
        /** Whether a promise that counts from this day is about it. */
        boolean concerns(LocalDate from) {
            return switch (status) {
                case "WAITING", "EXAMINATION", "REVIEW", "DECISION", "SUSPENDED" -> true;
                default -> startedOn != null && !startedOn.isBefore(from);
            };
        }
    }

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var reopened = new TreeMap<String, LocalDate>();
        acts.stream()
                .filter(act -> act.name().equals("REOPENED"))
                .forEach(act -> reopened.put(act.receiptNumber(), OfficeTime.dateOf(act.at())));
        acts.stream()
                .filter(act -> act.name().equals("EXTENDED") || act.name().equals("REOPENED"))
                .map(Act::receiptNumber)
                .distinct()
                .sorted()
                .forEach(file -> move(file, reopened.get(file)));
        return List.of();
    }

    /** Rare, and mostly of one case. Whoever extends another case of the file at the same time waits here and sees both. */
    private void move(String receiptNumber, @Nullable LocalDate reopenedOn) {
        var before = jdbc.sql("""
                SELECT promise_from FROM approval_file WHERE receipt_number = :receiptNumber FOR NO KEY UPDATE
                """)
                .param("receiptNumber", receiptNumber)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
        var from = reopenedOn == null ? before.orElse(null) : reopenedOn;
        var rows = rows(receiptNumber);
        if (!rows.stream().allMatch(Row::graphKnown)) {
            return;
        }
        var concerned = from == null ? rows : since(from, rows);
        int most = CriticalPath.MOST_WORKING_DAYS
                + (concerned.stream().anyMatch(Row::byGovernment) ? CriticalPath.MOST_EXTENSION : 0);
        write(
                receiptNumber,
                from,
                CriticalPath.of(concerned.stream().map(Row::node).toList(), most));
    }

    /** A case that has started takes the days to its end; one that waits begins after what it waits for. */
    private List<Row> since(LocalDate from, List<Row> rows) {
        var calendar = calendars.current();
        var concerned = rows.stream().filter(row -> row.concerns(from)).toList();
        var numbers =
                concerned.stream().map(row -> row.node().caseNumber()).collect(Collectors.toCollection(HashSet::new));
        return concerned.stream()
                .map(row -> {
                    var node = row.node();
                    var waitsFor = row.startedOn() == null
                            ? node.waitsFor().stream().filter(numbers::contains).toList()
                            : List.<String>of();
                    var counted = new Node(
                            node.caseNumber(), node.itemCode(), node.stage(), daysFrom(from, row, calendar), waitsFor);
                    return new Row(counted, true, row.byGovernment(), row.status(), row.startedOn());
                })
                .toList();
    }

    private static int daysFrom(LocalDate from, Row row, WorkingDayCalendar calendar) {
        int days = row.node().workingDays();
        return row.startedOn() == null ? days : Math.max(0, calendar.between(from, row.startedOn()) + days);
    }

    private List<Row> rows(String receiptNumber) {
        return jdbc.sql("""
                SELECT c.case_number, c.item_code, c.stage, c.promised_days + c.extension_days AS days, c.waits_at_first,
                       c.status, c.clock_start_on,
                       c.extension_days > 0 AND EXISTS (
                           SELECT 1 FROM case_history h
                            WHERE h.case_number = c.case_number AND h.act = 'EXTENDED'
                              AND h.details ->> 'rank' = 'HEAD_OF_GOVERNMENT'
                              AND NOT EXISTS (
                                  SELECT 1 FROM case_history r
                                   WHERE r.case_number = h.case_number AND r.act = 'REOPENED'
                                     AND r.case_version > h.case_version)) AS by_government
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
                    return new Row(
                            node,
                            waits != null,
                            row.getBoolean("by_government"),
                            row.getString("status"),
                            row.getObject("clock_start_on", LocalDate.class));
                })
                .list();
    }

    private void write(String receiptNumber, @Nullable LocalDate from, CriticalPath path) {
        var chain = NewFiles.AS_TOLD.writeValueAsString(path.chain());
        jdbc.sql("""
                UPDATE approval_file
                   SET promised_days = :days, critical_path = CAST(:chain AS jsonb), promise_from = CAST(:from AS date),
                       version = version + 1
                 WHERE receipt_number = :receiptNumber AND promised_days IS NOT NULL
                """)
                .param("days", path.workingDays())
                .param("chain", chain)
                .param("from", from)
                .param("receiptNumber", receiptNumber)
                .update();
    }
}
