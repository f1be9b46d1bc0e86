package onestop.approval.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import onestop.events.OutgoingEvent;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which unit is asked in which case: written with the acts that ask, answer and end, read by the unit that is asked. */
@Repository
@Order(500)
class OpinionsAsked implements ActListener {
    private final JdbcClient jdbc;

    OpinionsAsked(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One line of the desk of a unit that is asked. */
    record AskedEntry(
            String caseNumber,
            String receiptNumber,
            int request,
            String itemCode,
            String itemNameZh,
            String itemNameEn,
            String askingUnit,
            String question,
            LocalDate dueOn) {

        private String cursor() {
            return Cursor.of(dueOn, caseNumber, request);
        }
    }

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var asked =
                acts.stream().filter(act -> act.name().equals("OPINIONS_ASKED")).toList();
        if (!asked.isEmpty()) {
            enter(asked);
        }
        var answered =
                acts.stream().filter(act -> act.name().equals("OPINION_GIVEN")).toList();
        answered.forEach(act -> close(act.caseNumber(), number(act), (String) detail(act, "unit")));
        acts.stream()
                .filter(act -> act.name().equals("REQUEST_WITHDRAWN"))
                .forEach(act -> close(act.caseNumber(), number(act), null));
        var moved = acts.stream()
                .filter(act -> act.name().equals("RECOUNTED") && act.opinionsOpen())
                .map(Act::caseNumber)
                .toList();
        if (!moved.isEmpty()) {
            moveDays(moved);
        }
        var ended = acts.stream()
                .filter(act -> act.step() == null && act.opinionsOpen())
                .map(Act::caseNumber)
                .toList();
        if (!ended.isEmpty()) {
            closeAll(ended);
        }
        return List.of();
    }

    private static int number(Act act) {
        return (Integer) detail(act, "request");
    }

    private static Object detail(Act act, String name) {
        return Objects.requireNonNull(act.details().get(name), name);
    }

    private record Row(
            String caseNumber,
            int request,
            String unit,
            String receiptNumber,
            String askingUnit,
            String dueOn,
            String question) {}

    private void enter(List<Act> asked) {
        var rows = new ArrayList<Row>();
        for (var act : asked) {
            for (var unit : (List<?>) detail(act, "units")) {
                rows.add(new Row(
                        act.caseNumber(),
                        number(act),
                        (String) unit,
                        act.receiptNumber(),
                        act.unit(),
                        (String) detail(act, "dueOn"),
                        (String) detail(act, "question")));
            }
        }
        jdbc.sql("""
                INSERT INTO opinion_asked (case_number, request, unit, receipt_number, asking_unit, due_on, question)
                SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS r (
                       case_number text, request smallint, unit text, receipt_number text, asking_unit text, due_on date,
                       question text)
                """).param("rows", CaseRow.JSON.writeValueAsString(rows)).update();
    }

    /** One command answers or withdraws in one case. */
    private void close(String caseNumber, int request, @Nullable String unit) {
        jdbc.sql("""
                UPDATE opinion_asked SET closed = true
                 WHERE case_number = :caseNumber AND request = :request AND (:unit::text IS NULL OR unit = :unit)
                """)
                .param("caseNumber", caseNumber)
                .param("request", request)
                .param("unit", unit)
                .update();
    }

    private void moveDays(List<String> caseNumbers) {
        jdbc.sql("""
                UPDATE opinion_asked o
                   SET due_on = CAST(q.request ->> 'due_on' AS date)
                  FROM approval_case c
                 CROSS JOIN LATERAL jsonb_array_elements(c.proceedings -> 'opinions') AS q (request)
                 WHERE c.case_number = ANY (:caseNumbers)
                   AND o.case_number = c.case_number AND o.request = CAST(q.request ->> 'number' AS smallint)
                   AND NOT o.closed
                """).param("caseNumbers", caseNumbers.toArray(String[]::new)).update();
    }

    private void closeAll(List<String> caseNumbers) {
        jdbc.sql("UPDATE opinion_asked SET closed = true WHERE case_number = ANY (:caseNumbers) AND NOT closed")
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .update();
    }

    Page<AskedEntry> open(String unit, @Nullable String after, Limit limit) {
        var place = Place.of(after);
        var rows = jdbc.sql("""
                SELECT o.case_number, o.receipt_number, o.request, c.item_code, c.item_name_zh, c.item_name_en,
                       o.asking_unit, o.question, o.due_on
                  FROM opinion_asked o
                  JOIN approval_case c USING (case_number)
                 WHERE o.unit = :unit AND NOT o.closed
                   AND (o.due_on, o.case_number, o.request) > (:dueOn, :caseNumber, :request)
                 ORDER BY o.due_on, o.case_number, o.request
                 LIMIT :most
                """)
                .param("unit", unit)
                .param("dueOn", place.dueOn())
                .param("caseNumber", place.caseNumber())
                .param("request", place.request())
                .param("most", limit.plusOne())
                .query((row, _) -> new AskedEntry(
                        row.getString("case_number"),
                        row.getString("receipt_number"),
                        row.getInt("request"),
                        row.getString("item_code"),
                        row.getString("item_name_zh"),
                        row.getString("item_name_en"),
                        row.getString("asking_unit"),
                        row.getString("question"),
                        row.getObject("due_on", LocalDate.class)))
                .list();
        return Page.of(rows, limit, AskedEntry::cursor);
    }

    private record Place(LocalDate dueOn, String caseNumber, int request) {
        static Place of(@Nullable String after) {
            var parts = Cursor.parts(after, 3);
            return parts.isEmpty()
                    ? new Place(LocalDate.EPOCH, "", 0)
                    : new Place(Cursor.date(parts.get(0)), parts.get(1), Cursor.integer(parts.get(2)));
        }
    }
}
