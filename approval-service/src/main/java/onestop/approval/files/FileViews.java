package onestop.approval.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import onestop.approval.cases.FileOutcome;
import onestop.approval.cases.Readers;
import onestop.approval.cases.Reduction;
import onestop.approval.clocks.CaseClock;
import onestop.approval.files.FileView.CaseLine;
import onestop.approval.files.FileView.CountsView;
import onestop.approval.files.FileView.EnterpriseView;
import onestop.approval.files.FileView.Progress;
import onestop.approval.files.FileView.PromiseView;
import onestop.approval.files.FileView.SubjectView;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads a file and a page of its cases, by item and subject. */
@Repository
class FileViews {
    private final JdbcClient jdbc;
    private final Calendars calendars;

    FileViews(JdbcClient jdbc, Calendars calendars) {
        this.jdbc = jdbc;
        this.calendars = calendars;
    }

    /** Empty too when the caller may not know of it. */
    Optional<FileView> find(String receiptNumber, Caller caller, @Nullable String after, Limit limit) {
        var cases = cases(receiptNumber, after, limit);
        return jdbc.sql("""
                SELECT receipt_number, kind, package_code, channel, enterprise_usci, enterprise_name, received_at,
                       accepted_at, accepted_by, accepted_by_unit, deemed, window_code, green_channel, deferred_materials,
                       baseline, baseline_statutory_days, lead_unit, units, status, cases_total, cases_waiting,
                       cases_in_hand, cases_granted, cases_refused, cases_not_started, cases_withdrawn, cases_ended, officers,
                       finished_at, working_days_used, version, coalesce(promise_from, counts_from) AS promise_from,
                       promised_days, critical_path
                  FROM approval_file
                 WHERE receipt_number = :receiptNumber
                """)
                .param("receiptNumber", receiptNumber)
                .query((row, _) -> Readers.mayRead(caller, texts(row, "units"), row.getString("accepted_by_unit"))
                        ? Optional.of(view(row, cases))
                        : Optional.<FileView>empty())
                .optional()
                .flatMap(found -> found);
    }

    private Page<CaseLine> cases(String receiptNumber, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 2);
        var rows = jdbc.sql("""
                SELECT case_number, item_code, item_name_zh, item_name_en, unit, case_type, stage, status, subject_usci,
                       subject_name, subject_region, promised_due_on, statutory_due_on, provisional,
                       CASE WHEN decided_by IS NOT NULL THEN closed_at END AS decided_at, version
                  FROM approval_case
                 WHERE receipt_number = :receiptNumber
                   AND (item_code, subject_usci) > (:itemCode, :subject)
                 ORDER BY item_code, subject_usci
                 LIMIT :most
                """)
                .param("receiptNumber", receiptNumber)
                .param("itemCode", place.isEmpty() ? "" : place.get(0))
                .param("subject", place.isEmpty() ? "" : place.get(1))
                .param("most", limit.plusOne())
                .query(FileViews::line)
                .list();
        return Page.of(
                rows, limit, line -> Cursor.of(line.itemCode(), line.subject().usci()));
    }

    private FileView view(ResultSet row, Page<CaseLine> cases) throws SQLException {
        var used = row.getObject("working_days_used", Integer.class);
        return new FileView(
                row.getString("receipt_number"),
                row.getString("kind"),
                row.getString("package_code"),
                row.getString("channel"),
                new EnterpriseView(row.getString("enterprise_usci"), row.getString("enterprise_name")),
                row.getString("status"),
                row.getString("lead_unit"),
                texts(row, "units"),
                row.getObject("received_at", OffsetDateTime.class),
                row.getObject("accepted_at", OffsetDateTime.class),
                row.getString("accepted_by"),
                row.getString("accepted_by_unit"),
                row.getBoolean("deemed"),
                row.getString("window_code"),
                row.getString("green_channel"),
                row.getString("deferred_materials"),
                new CountsView(
                        row.getInt("cases_total"),
                        row.getInt("cases_waiting"),
                        row.getInt("cases_in_hand"),
                        row.getInt("cases_granted"),
                        row.getInt("cases_refused"),
                        row.getInt("cases_not_started"),
                        row.getInt("cases_withdrawn"),
                        row.getInt("cases_ended")),
                progress(row),
                promise(row),
                outcome(row),
                row.getObject("finished_at", OffsetDateTime.class),
                used,
                row.getString("baseline"),
                Reduction.of(used, row.getInt("baseline_statutory_days")),
                texts(row, "officers"),
                row.getLong("version"),
                cases);
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return switch (row.getString("status")) {
            case "FINISHED" -> Progress.DONE;
            case "WITHDRAWN" -> Progress.WITHDRAWN;
            default -> {
                int closed = row.getInt("cases_granted")
                        + row.getInt("cases_refused")
                        + row.getInt("cases_not_started")
                        + row.getInt("cases_withdrawn")
                        + row.getInt("cases_ended");
                yield closed == 0 ? Progress.OPEN : Progress.PARTLY_DONE;
            }
        };
    }

    private @Nullable PromiseView promise(ResultSet row) throws SQLException {
        var path = row.getString("critical_path");
        if (path == null) {
            return null;
        }
        int days = row.getInt("promised_days");
        var due = CaseClock.startingOn(row.getObject("promise_from", LocalDate.class), days, days)
                .promised(calendars.current());
        return new PromiseView(due.start(), days, due.dueOn(), due.provisional(), path);
    }

    private static @Nullable String outcome(ResultSet row) throws SQLException {
        return row.getString("status").equals("FINISHED")
                ? FileOutcome.of(
                                row.getInt("cases_granted"),
                                row.getInt("cases_refused"),
                                row.getInt("cases_not_started") + row.getInt("cases_ended"))
                        .name()
                : null;
    }

    private static CaseLine line(ResultSet row, int number) throws SQLException {
        return new CaseLine(
                row.getString("case_number"),
                row.getString("item_code"),
                row.getString("item_name_zh"),
                row.getString("item_name_en"),
                row.getString("unit"),
                row.getString("case_type"),
                row.getInt("stage"),
                row.getString("status"),
                new SubjectView(
                        row.getString("subject_usci"), row.getString("subject_name"), row.getString("subject_region")),
                row.getObject("promised_due_on", LocalDate.class),
                row.getObject("statutory_due_on", LocalDate.class),
                row.getBoolean("provisional"),
                row.getObject("decided_at", OffsetDateTime.class),
                row.getLong("version"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
