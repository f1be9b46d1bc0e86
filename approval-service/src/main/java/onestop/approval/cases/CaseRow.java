package onestop.approval.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import onestop.approval.cases.ActLeaves.Leaf;
import onestop.approval.cases.CaseState.Ended;
import onestop.approval.cases.CaseState.Examined;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.InHand;
import onestop.approval.cases.CaseState.Judgement;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.Refused;
import onestop.approval.cases.CaseState.Review;
import onestop.approval.cases.CaseState.Suspended;
import onestop.approval.cases.CaseState.Suspension;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.ToReview;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.CaseState.Withdrawn;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.clocks.CaseClock;
import onestop.approval.clocks.DueDates;
import onestop.workingdays.Pause;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The table's shape, kept apart from the model: flat and nullable here, typed and total there. */
final class CaseRow {
    /** Rows travel to the database as one JSON parameter, in the names of the columns. */
    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** What {@link #read} needs; {@code c} is the case, {@code f} its file. */
    static final String COLUMNS = """
            c.case_number, c.receipt_number, c.item_code, c.unit, c.case_type, c.subject_usci, c.result_name_zh, c.stage, c.steps, f.kind,
            f.counts_from, f.accepted_by, f.accepted_by_unit, f.units,
            c.needs, c.follows, c.status, c.step_started_on, c.clock_start_on, c.promised_days, c.statutory_days, c.extension_days, c.pauses,
            c.suspended_at, c.expected_working_days, c.urgent_on, c.assigned_to,
            c.examined_by, c.examined_at, c.examination_opinion,
            c.reviewed_by, c.reviewed_at, c.review_opinion,
            c.on_site_verification, CAST(c.proceedings AS text) AS proceedings, c.ended_by,
            c.closed_at, c.decided_by, c.grounds, c.remedies, c.working_days_used, c.on_time_promised, c.on_time_statutory,
            c.licence_number, c.not_started_because, c.officers, c.version,
            ARRAY (SELECT o.unit || '/' || o.officer FROM officer_conflict o
                    WHERE o.concerns IN (c.case_number, c.subject_usci, f.enterprise_usci)
                      AND (o.unit = c.unit OR c.proceedings IS NOT NULL) AND o.ended_at IS NULL) AS conflicted
            """;

    private CaseRow() {}

    static ApprovalCase read(ResultSet row, int number) throws SQLException {
        return new ApprovalCase(
                facts(row),
                state(row),
                clock(row),
                row.getString("assigned_to"),
                texts(row, "officers"),
                row.getObject("step_started_on", LocalDate.class),
                proceedings(row.getString("proceedings")),
                row.getLong("version"));
    }

    private static CaseFacts facts(ResultSet row) throws SQLException {
        var involved = new HashSet<>(texts(row, "units"));
        var acceptedByUnit = row.getString("accepted_by_unit");
        if (acceptedByUnit != null) {
            involved.add(acceptedByUnit);
        }
        return new CaseFacts(
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                row.getString("unit"),
                CaseType.valueOf(row.getString("case_type")),
                row.getString("subject_usci"),
                row.getString("result_name_zh"),
                steps(row),
                !row.getString("kind").equals("SINGLE"),
                row.getInt("stage"),
                row.getInt("promised_days"),
                row.getInt("statutory_days"),
                row.getObject("counts_from", LocalDate.class),
                row.getString("accepted_by"),
                involved,
                conflicted(row),
                row.getBoolean("on_site_verification"));
    }

    /** Of the case's unit, and of others too where they may have been asked. */
    private static Set<Officer> conflicted(ResultSet row) throws SQLException {
        var officers = new HashSet<Officer>();
        for (var one : (String[]) row.getArray("conflicted").getArray()) {
            int slash = one.indexOf('/');
            officers.add(new Officer(one.substring(slash + 1), one.substring(0, slash)));
        }
        return officers;
    }

    static Proceedings proceedings(@Nullable String json) {
        return json == null ? Proceedings.NONE : JSON.readValue(json, Proceedings.class);
    }

    /** An item that names no steps is examined before its decision, unless it is decided on the spot. */
    private static int steps(ResultSet row) throws SQLException {
        int named = row.getInt("steps");
        return named == 0 ? stepsOf(CaseType.valueOf(row.getString("case_type"))) : named;
    }

    static int stepsOf(CaseType type) {
        return switch (type) {
            case IMMEDIATE -> 1;
            case PROMISED -> 2;
        };
    }

    private static CaseState state(ResultSet row) throws SQLException {
        var status = row.getString("status");
        return switch (status) {
            case "WAITING" -> new Waiting(texts(row, "needs"), texts(row, "follows"));
            case "EXAMINATION" -> new ToExamine();
            case "REVIEW" -> new ToReview(Objects.requireNonNull(examined(row)));
            case "DECISION" -> new ToDecide(examined(row));
            case "SUSPENDED" -> suspended(row);
            case "GRANTED" ->
                new Granted(
                        judgement(row), new Licence(row.getString("licence_number"), row.getString("result_name_zh")));
            case "REFUSED" -> new Refused(judgement(row), row.getString("remedies"));
            case "NOT_STARTED" -> new NotStarted(row.getString("not_started_because"), instant(row, "closed_at"));
            case "WITHDRAWN" -> new Withdrawn(examined(row), instant(row, "closed_at"));
            case "TERMINATED", "LAPSED", "FORWARDED" ->
                new Ended(
                        EndKind.valueOf(status),
                        examined(row),
                        row.getString("ended_by"),
                        row.getString("grounds"),
                        instant(row, "closed_at"));
            default -> throw new IllegalStateException("a case has the status " + status);
        };
    }

    private static Suspended suspended(ResultSet row) throws SQLException {
        var examined = examined(row);
        InHand step = step(examined, steps(row));
        var pause = pauses(row).getLast();
        return new Suspended(
                step,
                new Suspension(
                        SuspensionKind.valueOf(pause.kind()),
                        pause.legalGround(),
                        row.getInt("expected_working_days"),
                        instant(row, "suspended_at"),
                        row.getObject("urgent_on", LocalDate.class)));
    }

    private static InHand step(@Nullable Examined examined, int steps) {
        if (examined == null) {
            return ApprovalCase.firstStep(steps);
        }
        return steps == 3 && examined.review() == null ? new ToReview(examined) : new ToDecide(examined);
    }

    private static @Nullable Examined examined(ResultSet row) throws SQLException {
        var by = row.getString("examined_by");
        return by == null
                ? null
                : new Examined(by, instant(row, "examined_at"), row.getString("examination_opinion"), review(row));
    }

    private static @Nullable Review review(ResultSet row) throws SQLException {
        var by = row.getString("reviewed_by");
        return by == null ? null : new Review(by, instant(row, "reviewed_at"), row.getString("review_opinion"));
    }

    private static Judgement judgement(ResultSet row) throws SQLException {
        return new Judgement(
                examined(row),
                row.getString("decided_by"),
                instant(row, "closed_at"),
                row.getString("grounds"),
                row.getInt("working_days_used"),
                row.getBoolean("on_time_promised"),
                row.getBoolean("on_time_statutory"));
    }

    private static @Nullable CaseClock clock(ResultSet row) throws SQLException {
        var startOn = row.getObject("clock_start_on", LocalDate.class);
        return startOn == null
                ? null
                : new CaseClock(
                        startOn,
                        row.getInt("promised_days"),
                        row.getInt("statutory_days"),
                        pauses(row),
                        row.getInt("extension_days"));
    }

    private static List<Pause> pauses(ResultSet row) throws SQLException {
        var json = row.getString("pauses");
        return json.equals("[]")
                ? List.of()
                : Stream.of(JSON.readValue(json, PauseRow[].class))
                        .map(PauseRow::toPause)
                        .toList();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }

    record PauseRow(
            String kind,
            String legalGround,
            LocalDate afterOn,
            @Nullable LocalDate untilOn) {
        static PauseRow of(Pause pause) {
            return new PauseRow(pause.kind(), pause.legalGround(), pause.startExclusive(), pause.endInclusive());
        }

        Pause toPause() {
            return new Pause(afterOn, untilOn, kind, legalGround);
        }
    }

    /** Everything about a case that an act may change, and the act. Without an act the version stays. */
    record Change(
            String caseNumber,
            String receiptNumber,
            long was,
            long version,
            String status,
            Set<String> needs,
            Set<String> follows,
            @Nullable Instant startedAt,
            @Nullable LocalDate clockStartOn,
            @Nullable LocalDate stepStartedOn,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional,
            @Nullable LocalDate urgentOn,
            int extensionDays,
            List<PauseRow> pauses,
            @Nullable Instant suspendedAt,
            @Nullable Integer expectedWorkingDays,
            @Nullable String assignedTo,
            @Nullable String examinedBy,
            @Nullable Instant examinedAt,
            @Nullable String examinationOpinion,
            @Nullable String reviewedBy,
            @Nullable Instant reviewedAt,
            @Nullable String reviewOpinion,
            @Nullable Instant closedAt,
            @Nullable String decidedBy,
            @Nullable String grounds,
            @Nullable String remedies,
            @Nullable Integer workingDaysUsed,
            @Nullable Boolean onTimePromised,
            @Nullable Boolean onTimeStatutory,
            @Nullable String endedBy,
            @Nullable Proceedings proceedings,
            @Nullable String licenceNumber,
            @Nullable String notStartedBecause,
            Set<String> officers,
            @Nullable String act,
            @Nullable String actor,
            @Nullable Map<String, Object> details,
            @Nullable String salt,
            @Nullable String leafHash) {}

    static Change change(Applied applied, Act act, Leaf leaf, Moment now) {
        var next = applied.next();
        var due = next.clock() == null ? null : now.dueDates(next.clock());
        return change(
                next,
                next.version() - 1,
                applied.event() instanceof CaseEvent.Opened ? now.at() : null,
                due,
                act,
                leaf);
    }

    /** A case that still waits, for less. */
    static Change stillWaiting(ApprovalCase next) {
        return change(next, next.version(), null, null, null, null);
    }

    private static Change change(
            ApprovalCase next,
            long was,
            @Nullable Instant startedAt,
            @Nullable DueDates due,
            @Nullable Act act,
            @Nullable Leaf leaf) {
        var facts = next.facts();
        var clock = next.clock();
        var columns = Columns.of(next.state());
        var judgement = columns.judgement();
        var examined = judgement == null ? columns.examined() : judgement.examined();
        var review = examined == null ? null : examined.review();
        var suspension = columns.suspension();
        return new Change(
                facts.caseNumber(),
                facts.receiptNumber(),
                was,
                next.version(),
                columns.status(),
                next.state() instanceof Waiting waiting ? waiting.needs() : Set.of(),
                next.state() instanceof Waiting waiting ? waiting.follows() : Set.of(),
                startedAt,
                clock == null ? null : clock.startOn(),
                next.stepSince(),
                due == null ? null : due.promisedOn(),
                due == null ? null : due.statutoryOn(),
                due != null && due.provisional(),
                urgentOn(next.state(), due),
                clock == null ? 0 : clock.extensionDays(),
                clock == null
                        ? List.of()
                        : clock.pauses().stream().map(PauseRow::of).toList(),
                suspension == null ? null : suspension.since(),
                suspension == null ? null : suspension.expectedWorkingDays(),
                next.assignedTo(),
                examined == null ? null : examined.by(),
                examined == null ? null : examined.at(),
                examined == null ? null : examined.opinion(),
                review == null ? null : review.by(),
                review == null ? null : review.at(),
                review == null ? null : review.opinion(),
                columns.closedAt(),
                judgement == null ? null : judgement.by(),
                grounds(next.state()),
                next.state() instanceof Refused refused ? refused.remedies() : null,
                judgement == null ? null : judgement.workingDaysUsed(),
                judgement == null ? null : judgement.onTimePromised(),
                judgement == null ? null : judgement.onTimeStatutory(),
                next.state() instanceof Ended ended ? ended.by() : null,
                next.proceedings().isEmpty() ? null : next.proceedings(),
                next.state() instanceof Granted granted ? granted.licence().number() : null,
                next.state() instanceof NotStarted(var because, var _) ? because : null,
                next.officers(),
                act == null ? null : act.name(),
                act == null ? null : act.actor(),
                act == null ? null : act.details(),
                leaf == null ? null : leaf.saltText(),
                leaf == null ? null : leaf.hashText());
    }

    private static @Nullable String grounds(CaseState state) {
        return switch (state) {
            case CaseState.Decided decided -> decided.judgement().grounds();
            case Ended ended -> ended.grounds();
            default -> null;
        };
    }

    /** A case in hand stands in the queue at the earlier of its due dates, a suspended one where it is expected to go on. */
    static @Nullable LocalDate urgentOn(CaseState state, @Nullable DueDates due) {
        return switch (state) {
            case InHand _ -> {
                var promised =
                        Objects.requireNonNull(Objects.requireNonNull(due).promisedOn());
                var statutory = Objects.requireNonNull(due.statutoryOn());
                yield promised.isBefore(statutory) ? promised : statutory;
            }
            case Suspended suspended -> suspended.why().expectedUntilOn();
            case Waiting _, CaseState.Closed _ -> null;
        };
    }

    static String status(CaseState state) {
        return Columns.of(state).status();
    }

    private record Columns(
            String status,
            @Nullable Examined examined,
            @Nullable Suspension suspension,
            @Nullable Judgement judgement,
            @Nullable Instant closedAt) {

        static Columns of(CaseState state) {
            return switch (state) {
                case Waiting _ -> new Columns("WAITING", null, null, null, null);
                case ToExamine _ -> new Columns("EXAMINATION", null, null, null, null);
                case ToReview(var examined) -> new Columns("REVIEW", examined, null, null, null);
                case ToDecide(var examined) -> new Columns("DECISION", examined, null, null, null);
                case Suspended(ToExamine _, var why) -> new Columns("SUSPENDED", null, why, null, null);
                case Suspended(ToReview(var examined), var why) -> new Columns("SUSPENDED", examined, why, null, null);
                case Suspended(ToDecide(var examined), var why) -> new Columns("SUSPENDED", examined, why, null, null);
                case Granted(var judgement, var _) -> new Columns("GRANTED", null, null, judgement, judgement.at());
                case Refused(var judgement, var _) -> new Columns("REFUSED", null, null, judgement, judgement.at());
                case NotStarted(var _, var at) -> new Columns("NOT_STARTED", null, null, null, at);
                case Withdrawn(var examined, var at) -> new Columns("WITHDRAWN", examined, null, null, at);
                case Ended ended -> new Columns(ended.kind().name(), ended.examined(), null, null, ended.at());
            };
        }
    }
}
