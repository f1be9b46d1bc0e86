package onestop.approval.partners;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.partners.TaskMessages.OpinionTask;
import onestop.events.OutgoingEvent;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells partner units what they are asked to countersign, whosever case it is, and when nobody waits for it any more. It looks before the
 * desk of the asked units is written: what an act closes is still open there.
 */
@Component
@Order(400)
class TellOpinionTasks implements ActListener {
    private static final String OPEN = """
            SELECT o.receipt_number, o.case_number, c.item_code, o.unit, o.asking_unit, o.request, o.due_on, c.version
              FROM opinion_asked o
              JOIN approval_case c USING (case_number)
             WHERE NOT o.closed
            """;

    private final PartnerUnits units;
    private final JdbcClient jdbc;

    TellOpinionTasks(PartnerUnits units, JdbcClient jdbc) {
        this.units = units;
        this.jdbc = jdbc;
    }

    private record Row(OpinionTask task, long version) {}

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        if (!units.any()) {
            return List.of();
        }
        var events = new ArrayList<OutgoingEvent>();
        var looked = new ArrayList<Act>();
        for (var act : acts) {
            switch (act.name()) {
                case "OPINIONS_ASKED" -> events.addAll(asked(act));
                case "OPINION_GIVEN" -> {
                    var unit = (String) detail(act.details(), "unit");
                    if (units.isPartner(unit)) {
                        events.add(TaskMessages.opinionClosed(act, unit, request(act.details()), act.name()));
                    }
                }
                case "REQUEST_WITHDRAWN" -> looked.add(act);
                default -> {
                    if (act.opinionsOpen() && (act.step() == null || act.name().equals("RECOUNTED"))) {
                        looked.add(act);
                    }
                }
            }
        }
        if (!looked.isEmpty()) {
            events.addAll(openOnes(looked));
        }
        return events;
    }

    private List<OutgoingEvent> asked(Act act) {
        var dueOn = LocalDate.parse((String) detail(act.details(), "dueOn"));
        return ((List<?>) detail(act.details(), "units"))
                .stream()
                        .map(String.class::cast)
                        .filter(units::isPartner)
                        .map(unit -> new OpinionTask(
                                act.receiptNumber(),
                                act.caseNumber(),
                                act.itemCode(),
                                unit,
                                act.unit(),
                                request(act.details()),
                                dueOn))
                        .map(task -> TaskMessages.opinionAsked(task, act.caseVersion(), act.at()))
                        .toList();
    }

    /** What was open before these acts: they end their cases, withdraw a request, or move its last day. */
    private List<OutgoingEvent> openOnes(List<Act> acts) {
        var byCase = acts.stream().collect(Collectors.toMap(Act::caseNumber, Function.identity(), (one, _) -> one));
        return rows(byCase.keySet()).stream()
                .map(Row::task)
                .filter(task -> units.isPartner(task.unit()))
                .flatMap(task -> of(Objects.requireNonNull(byCase.get(task.caseNumber())), task).stream())
                .toList();
    }

    private static List<OutgoingEvent> of(Act act, OpinionTask task) {
        if (act.name().equals("RECOUNTED")) {
            return moved(act, task.request())
                    .map(dueOn -> TaskMessages.opinionAsked(
                            new OpinionTask(
                                    task.receiptNumber(),
                                    task.caseNumber(),
                                    task.item(),
                                    task.unit(),
                                    task.askingUnit(),
                                    task.request(),
                                    dueOn),
                            act.caseVersion(),
                            act.at()))
                    .toList();
        }
        if (act.name().equals("REQUEST_WITHDRAWN") && request(act.details()) != task.request()) {
            return List.of();
        }
        return List.of(TaskMessages.opinionClosed(act, task.unit(), task.request(), act.name()));
    }

    private static Stream<LocalDate> moved(Act act, int request) {
        return act.details().get("limits") instanceof List<?> limits
                ? limits.stream()
                        .map(limit -> (Map<?, ?>) limit)
                        .filter(limit -> Integer.valueOf(request).equals(limit.get("request")))
                        .map(limit -> LocalDate.parse((String) Objects.requireNonNull(limit.get("now"))))
                : Stream.empty();
    }

    /** What a unit is asked now, for a system that begins to work; at most as many as of its own tasks. */
    List<OutgoingEvent> open(String unit, Instant at) {
        return jdbc
                .sql(OPEN + """
                   AND o.unit = :unit
                 ORDER BY o.due_on, o.case_number, o.request
                 LIMIT :most
                """)
                .param("unit", unit)
                .param("most", TellTasks.MOST_AT_ONCE)
                .query((row, _) -> row(row))
                .list()
                .stream()
                .map(row -> TaskMessages.opinionAsked(row.task(), row.version(), at))
                .toList();
    }

    private List<Row> rows(Collection<String> caseNumbers) {
        return jdbc.sql(OPEN + """
                   AND o.case_number = ANY (:caseNumbers)
                 ORDER BY o.case_number, o.request, o.unit
                """)
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .query((row, _) -> row(row))
                .list();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                new OpinionTask(
                        row.getString("receipt_number"),
                        row.getString("case_number"),
                        row.getString("item_code"),
                        row.getString("unit"),
                        row.getString("asking_unit"),
                        row.getInt("request"),
                        row.getObject("due_on", LocalDate.class)),
                row.getLong("version"));
    }

    private static int request(Map<String, Object> details) {
        return (Integer) detail(details, "request");
    }

    private static Object detail(Map<String, Object> details, String name) {
        return Objects.requireNonNull(details.get(name), name);
    }
}
