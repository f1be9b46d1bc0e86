package onestop.intake.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.ResultBundle.State;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What lies at the output window, and what lies in a bundle: SQL straight to lines. */
@Repository
class ResultLists {
    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final InstantSource clock;

    ResultLists(JdbcClient jdbc, Calendars calendars, InstantSource clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    record Line(
            String receiptNumber,
            String enterpriseName,
            int cases,
            String outcome,
            State state,
            Instant decidedAt,
            LocalDate dueOn,
            boolean provisional,
            @Nullable Light light,
            @Nullable Instant overdueMarkedAt,
            boolean explained) {}

    /** Bundles in one state, the most urgent first. */
    Page<Line> page(State state, @Nullable Light light, @Nullable String after, Limit limit) {
        var today = ServiceHours.dateOf(clock.instant());
        var calendar = calendars.current();
        var conditions =
                new ArrayList<>(List.of("b.state = :state", "b.state <> 'DELIVERED'", "b.reopened_at IS NULL"));
        Map<String, Object> params = new HashMap<>(Map.of("state", state.name(), "limit", limit.plusOne()));
        if (light != null) {
            conditions.add(
                    switch (light) {
                        case RED -> "b.due_on < :today";
                        case YELLOW -> "b.due_on >= :today AND b.due_on <= :yellow";
                        case GREEN -> "b.due_on >= :today AND b.due_on > :yellow";
                    });
            params.put("today", today);
            params.put("yellow", Light.lastOfYellow(today, calendar));
        }
        var place = Cursor.parts(after, 2);
        if (!place.isEmpty()) {
            conditions.add("(b.due_on, b.receipt_number) > (:dueOn, :number)");
            params.put("dueOn", Cursor.date(place.getFirst()));
            params.put("number", place.getLast());
        }
        var rows = jdbc.sql("""
                SELECT b.receipt_number, a.enterprise_name, b.outcome, b.decided_at, b.due_on, b.provisional, b.overdue_marked_at,
                       b.explanation IS NOT NULL AS explained,
                       (SELECT count(*) FROM application_case c WHERE c.receipt_number = b.receipt_number) AS cases
                  FROM result_bundle b
                  JOIN application a ON a.receipt_number = b.receipt_number
                 WHERE %s
                 ORDER BY b.due_on, b.receipt_number
                 LIMIT :limit
                """.formatted(String.join(" AND ", conditions)))
                .params(params)
                .query((row, _) -> {
                    var dueOn = row.getObject("due_on", LocalDate.class);
                    return new Line(
                            row.getString("receipt_number"),
                            row.getString("enterprise_name"),
                            row.getInt("cases"),
                            row.getString("outcome"),
                            state,
                            row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                            dueOn,
                            row.getBoolean("provisional"),
                            state.inTheHall() ? Light.of(dueOn, today, calendar) : null,
                            ResultBundles.instant(row, "overdue_marked_at"),
                            row.getBoolean("explained"));
                })
                .list();
        return Page.of(rows, limit, line -> Cursor.of(line.dueOn(), line.receiptNumber()));
    }

    /** One case's result: what was decided, and the document it led to. */
    record Result(
            int position,
            String caseNumber,
            String item,
            String subject,
            @Nullable String outcome,
            @Nullable String grounds,
            @Nullable Instant decidedAt,
            @Nullable String licenceNumber,
            @Nullable String licenceNameZh,
            @Nullable Instant handedOutAt) {}

    /** The results of a file in the order of its cases; outcome null while a case is not decided. */
    Page<Result> results(ReceiptNumber number, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = jdbc.sql("""
                SELECT c.position, c.case_number, c.item_code, c.subject_usci,
                       CASE WHEN p.status = 'NOT_STARTED' THEN 'NOT_STARTED' ELSE p.outcome END AS outcome,
                       p.grounds, p.decided_at, p.licence_number, p.licence_name_zh,
                       r.handed_out_at
                  FROM application_case c
                  LEFT JOIN case_progress p ON p.case_number = c.case_number
                  LEFT JOIN early_result r ON r.case_number = c.case_number
                 WHERE c.receipt_number = :number AND c.position > :after
                 ORDER BY c.position
                 LIMIT :limit
                """)
                .param("number", number.value())
                .param("after", place.isEmpty() ? 0 : Cursor.integer(place.getFirst()))
                .param("limit", limit.plusOne())
                .query((row, _) -> new Result(
                        row.getInt("position"),
                        row.getString("case_number"),
                        row.getString("item_code"),
                        row.getString("subject_usci"),
                        row.getString("outcome"),
                        row.getString("grounds"),
                        ResultBundles.instant(row, "decided_at"),
                        row.getString("licence_number"),
                        row.getString("licence_name_zh"),
                        ResultBundles.instant(row, "handed_out_at")))
                .list();
        return Page.of(rows, limit, result -> Cursor.of(result.position()));
    }
}
