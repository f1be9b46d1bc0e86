package onestop.approval.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onestop.approval.cases.CaseRow.PauseRow;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.CaseView.ActView;
import onestop.approval.cases.CaseView.AnswerView;
import onestop.approval.cases.CaseView.ClockView;
import onestop.approval.cases.CaseView.DecisionView;
import onestop.approval.cases.CaseView.EndingView;
import onestop.approval.cases.CaseView.ExaminationView;
import onestop.approval.cases.CaseView.HearingView;
import onestop.approval.cases.CaseView.NotStartedView;
import onestop.approval.cases.CaseView.OpinionsView;
import onestop.approval.cases.CaseView.SubjectView;
import onestop.approval.cases.CaseView.SuspensionView;
import onestop.approval.cases.CaseView.VisitView;
import onestop.approval.clocks.OfficeTime;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads one case with its history, straight into the view. */
@Repository
class CaseViews {
    private final JdbcClient jdbc;

    CaseViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty too when the caller may not know of it. */
    Optional<CaseView> find(String caseNumber, Caller caller) {
        return jdbc.sql("""
                SELECT c.case_number, c.receipt_number, c.item_code, c.item_version, c.item_name_zh, c.item_name_en,
                       c.result_name_zh, c.unit, c.case_type, c.stage, c.status, c.subject_usci, c.subject_name,
                       c.subject_region, c.queue_rank, c.started_at, c.clock_start_on, c.promised_days, c.ordinary_promised_days, c.statutory_days,
                       c.promised_due_on, c.statutory_due_on, c.provisional, c.urgent_on, c.pauses, c.suspended_at,
                       c.expected_working_days, c.assigned_to, c.needs || c.follows AS waits_for, c.examined_by,
                       c.examined_at, c.examination_opinion, c.reviewed_by, c.reviewed_at, c.review_opinion, c.extension_days, c.closed_at, c.decided_by, c.grounds, c.remedies,
                       c.working_days_used, c.on_time_promised, c.on_time_statutory, c.licence_number,
                       c.not_started_because, c.version, c.on_site_verification,
                       CAST(c.proceedings AS text) AS proceedings, c.ended_by, f.units, f.accepted_by_unit, (
                       SELECT json_agg(h)
                         FROM (SELECT act, actor, at, CAST(details AS text) AS details
                                 FROM case_history
                                WHERE case_number = c.case_number
                                ORDER BY case_version
                                LIMIT 500) AS h) AS history
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.case_number = :caseNumber
                """)
                .param("caseNumber", caseNumber)
                .query((row, _) -> mayRead(row, caller) ? Optional.of(view(row)) : Optional.<CaseView>empty())
                .optional()
                .flatMap(found -> found);
    }

    private static boolean mayRead(ResultSet row, Caller caller) throws SQLException {
        var unit = caller.unit();
        return Readers.mayRead(caller, texts(row, "units"), row.getString("accepted_by_unit"))
                || unit != null
                        && CaseRow.proceedings(row.getString("proceedings"))
                                .askedUnits()
                                .contains(unit);
    }

    private static CaseView view(ResultSet row) throws SQLException {
        var status = row.getString("status");
        var proceedings = CaseRow.proceedings(row.getString("proceedings"));
        var closedAt = row.getObject("closed_at", OffsetDateTime.class);
        return new CaseView(
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                row.getLong("item_version"),
                row.getString("item_name_zh"),
                row.getString("item_name_en"),
                row.getString("unit"),
                row.getString("case_type"),
                row.getInt("stage"),
                status,
                new SubjectView(
                        row.getString("subject_usci"), row.getString("subject_name"), row.getString("subject_region")),
                row.getInt("queue_rank") == 0,
                row.getObject("started_at", OffsetDateTime.class),
                clock(row),
                row.getString("assigned_to"),
                status.equals("WAITING") ? texts(row, "waits_for") : List.of(),
                examination(row),
                review(row),
                suspension(row, proceedings.correction()),
                decision(row),
                status.equals("NOT_STARTED")
                        ? new NotStartedView(row.getString("not_started_because"), closedAt)
                        : null,
                status.equals("WITHDRAWN") ? closedAt : null,
                ending(row, status, closedAt),
                row.getBoolean("on_site_verification"),
                visit(proceedings.visit()),
                hearing(proceedings.hearing()),
                proceedings.opinions().stream().map(CaseViews::opinions).toList(),
                row.getLong("version"),
                history(row));
    }

    private static @Nullable ClockView clock(ResultSet row) throws SQLException {
        var startOn = row.getObject("clock_start_on", LocalDate.class);
        return startOn == null
                ? null
                : new ClockView(
                        startOn,
                        row.getInt("promised_days"),
                        row.getObject("ordinary_promised_days", Integer.class),
                        row.getInt("statutory_days"),
                        row.getInt("extension_days"),
                        row.getObject("promised_due_on", LocalDate.class),
                        row.getObject("statutory_due_on", LocalDate.class),
                        row.getBoolean("provisional"));
    }

    private static @Nullable ExaminationView examination(ResultSet row) throws SQLException {
        var by = row.getString("examined_by");
        return by == null
                ? null
                : new ExaminationView(
                        "PASS",
                        by,
                        row.getObject("examined_at", OffsetDateTime.class),
                        row.getString("examination_opinion"));
    }

    private static @Nullable ExaminationView review(ResultSet row) throws SQLException {
        var by = row.getString("reviewed_by");
        return by == null
                ? null
                : new ExaminationView(
                        "PASS",
                        by,
                        row.getObject("reviewed_at", OffsetDateTime.class),
                        row.getString("review_opinion"));
    }

    private static @Nullable SuspensionView suspension(ResultSet row, @Nullable Correction correction)
            throws SQLException {
        var since = row.getObject("suspended_at", OffsetDateTime.class);
        if (since == null) {
            return null;
        }
        var pause = Stream.of(CaseRow.JSON.readValue(row.getString("pauses"), PauseRow[].class))
                .toList()
                .getLast();
        var notice = pause.kind().equals(SuspensionKind.CORRECTION.name()) ? correction : null;
        return new SuspensionView(
                pause.kind(),
                pause.legalGround(),
                row.getInt("expected_working_days"),
                since,
                row.getObject("urgent_on", LocalDate.class),
                notice == null
                        ? List.of()
                        : notice.defects().stream()
                                .map(one -> new CaseView.DefectView(
                                        one.material(), one.fault().name(), one.text()))
                                .toList(),
                notice == null ? null : notice.supervisorReason());
    }

    private static @Nullable DecisionView decision(ResultSet row) throws SQLException {
        var by = row.getString("decided_by");
        var licence = row.getString("licence_number");
        return by == null
                ? null
                : new DecisionView(
                        row.getString("status"),
                        by,
                        row.getObject("closed_at", OffsetDateTime.class),
                        row.getString("grounds"),
                        row.getString("remedies"),
                        row.getInt("working_days_used"),
                        row.getBoolean("on_time_promised"),
                        row.getBoolean("on_time_statutory"),
                        licence == null ? null : new Licence(licence, row.getString("result_name_zh")));
    }

    private static @Nullable EndingView ending(ResultSet row, String status, @Nullable OffsetDateTime at)
            throws SQLException {
        var by = row.getString("ended_by");
        return by == null || at == null ? null : new EndingView(status, by, at, row.getString("grounds"));
    }

    private static @Nullable VisitView visit(@Nullable SiteVisit visit) {
        return visit == null
                ? null
                : new VisitView(
                        visit.visitedOn(),
                        visit.place(),
                        visit.findings(),
                        visit.by(),
                        OfficeTime.at(visit.at()),
                        visit.signedBy(),
                        visit.signedAt() == null ? null : OfficeTime.at(visit.signedAt()));
    }

    private static @Nullable HearingView hearing(@Nullable Hearing hearing) {
        return hearing == null
                ? null
                : new HearingView(
                        hearing.toldOn(),
                        hearing.askUntilOn(),
                        hearing.askedOn(),
                        hearing.holdUntilOn(),
                        hearing.plannedOn(),
                        hearing.place(),
                        hearing.chair(),
                        hearing.heldOn(),
                        hearing.waivedOn());
    }

    private static OpinionsView opinions(OpinionRequest request) {
        return new OpinionsView(
                request.number(),
                request.units(),
                request.rule().name(),
                request.agreementPercent(),
                request.question(),
                request.askedBy(),
                OfficeTime.at(request.askedAt()),
                request.dueOn(),
                request.standing().name(),
                request.answers().stream()
                        .map(answer -> new AnswerView(
                                answer.unit(),
                                answer.agrees(),
                                answer.opinion(),
                                answer.by(),
                                OfficeTime.at(answer.at())))
                        .toList(),
                request.withdrawnBecause());
    }

    /** An act as the statement hands it over. */
    record ActRow(String act, String actor, OffsetDateTime at, String details) {}

    private static List<ActView> history(ResultSet row) throws SQLException {
        return Stream.of(CaseRow.JSON.readValue(row.getString("history"), ActRow[].class))
                .map(act -> new ActView(act.act(), act.actor(), act.at(), act.details()))
                .toList();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
