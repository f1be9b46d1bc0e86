package onestop.appeal.reading;

import static onestop.appeal.recusal.Concealment.notConcealed;

import jakarta.validation.constraints.Pattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.appeal.clocks.Clock;
import onestop.appeal.supervision.NextDue;
import onestop.appeal.supervision.Supervision;
import onestop.appeal.supervision.SupervisionRules;
import onestop.appeal.supervision.Thresholds.Found;
import onestop.appeal.supervision.ThresholdsByProfile;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.appeal.words.StateName;
import onestop.appeal.words.Untold;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The appeals a caller may see, newest first. */
@RestController
class AppealListController {
    private final JdbcClient jdbc;
    private final SupervisionRules rules;
    private final InstantSource clock;

    AppealListController(JdbcClient jdbc, SupervisionRules rules, InstantSource clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.HELPER,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping("/api/appeal/appeals")
    Page<AppealLine> list(
            @RequestParam(required = false) @Nullable StateName state,
            @RequestParam(required = false) @Nullable AppealKind kind,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var sight = Sight.of(caller);
        var scopes = scopes(sight, usci != null);
        if (scopes.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var position = Cursor.Moment.of(after);
        var stateAndKind =
                (state == null ? "" : " AND %1$s.state = :state") + (kind == null ? "" : " AND %1$s.kind = :kind");
        var filter = (unit == null ? "" : " AND a.unit = :unit") + (usci == null ? "" : " AND a.usci = :usci");
        // One ordered stretch of an index for each way of seeing, merged: a condition joined by OR would read
        // everything.
        var sql = "SELECT * FROM ("
                + scopes.stream()
                        .map(scope -> scope.newest(stateAndKind.formatted(scope.indexed()) + filter, position != null))
                        .collect(Collectors.joining(" UNION "))
                + ") AS seen ORDER BY received_at DESC, id DESC LIMIT :limit";
        var thresholds = rules.at(clock.instant());
        var query = jdbc.sql(sql)
                .param("reader", sight.reader())
                .param("submittedBy", sight.submittedBy())
                .param("uscis", sight.uscis().toArray(String[]::new))
                .param("ownUnit", sight.unit())
                .param("state", state == null ? null : state.name())
                .param("kind", kind == null ? null : kind.name())
                .param("unit", unit)
                .param("usci", usci)
                .param("limit", limit.plusOne());
        if (position != null) {
            query = query.param("beforeAt", position.at().atOffset(ZoneOffset.UTC))
                    .param("beforeId", position.id());
        }
        var lines = query.query((row, _) -> line(row, sight, thresholds)).list();
        return Page.of(lines, limit, line -> Cursor.of(line.receivedAt(), line.id()));
    }

    /**
     * One way of seeing appeals, each with an index in the order of the list.
     *
     * @param from the tables, with the appeal as {@code a}
     * @param indexed the table whose index has state and kind, too
     * @param order the columns that the index has in the order of the list
     */
    private record Scope(String from, String condition, String indexed, String order) {
        static Scope of(String condition) {
            return new Scope("appeal AS a", condition, "a", "a.received_at%1$s, a.id%1$s");
        }

        String newest(String filter, boolean later) {
            return """
                    (SELECT a.id, a.number, a.kind, a.source, a.state, a.title, a.usci, a.unit, a.urgent, a.received_at, a.next_clock,
                            a.next_due_at, a.redo_failed, a.reached, a.solved, a.satisfied, a.discipline_clue, a.outcome, a.confidential, a.profile, a.unit_title, a.submitted_by
                       FROM %s
                      WHERE %s%s%s
                      ORDER BY %s
                      LIMIT :limit)
                    """.formatted(
                            from,
                            condition,
                            filter,
                            later ? " AND (%s) < (:beforeAt, :beforeId)".formatted(order.formatted("")) : "",
                            order.formatted(" DESC"));
        }
    }

    private static List<Scope> scopes(Sight sight, boolean usciAsked) {
        if (sight.all()) {
            return List.of(Scope.of(notConcealed("a")));
        }
        var scopes = new ArrayList<Scope>();
        if (sight.submittedBy() != null) {
            scopes.add(Scope.of("a.submitted_by = :submittedBy"));
        }
        if (!sight.uscis().isEmpty()) {
            scopes.add(Scope.of("a.usci = ANY(:uscis)"));
        }
        if (sight.unit() != null) {
            // To ask by enterprise must not tell which confidential appeals are whose.
            var open = " AND " + (usciAsked ? "NOT a.confidential" : notConcealed("a"));
            scopes.add(Scope.of("a.unit = :ownUnit" + open));
            scopes.add(new Scope(
                    "appeal_part AS p JOIN appeal AS a ON a.id = p.appeal_id",
                    "p.unit = :ownUnit" + open,
                    "p",
                    "p.received_at%1$s, p.appeal_id%1$s"));
        }
        return scopes;
    }

    private static AppealLine line(ResultSet row, Sight sight, ThresholdsByProfile thresholds) throws SQLException {
        var dueAt = row.getObject("next_due_at", OffsetDateTime.class);
        var state = StateName.valueOf(row.getString("state"));
        var usci = row.getString("usci");
        boolean kept = sight.kept(row.getBoolean("confidential"), row.getString("submitted_by"), usci);
        return new AppealLine(
                row.getObject("id", UUID.class),
                row.getString("number"),
                AppealKind.valueOf(row.getString("kind")),
                AppealSource.valueOf(row.getString("source")),
                state,
                Status.of(state),
                kept ? Objects.requireNonNullElse(row.getString("unit_title"), Untold.TITLE) : row.getString("title"),
                kept ? null : usci,
                row.getString("unit"),
                row.getBoolean("urgent"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                dueAt == null ? null : NextDue.of(Clock.valueOf(row.getString("next_clock")), dueAt.toInstant()),
                thresholds
                        .of(row.getString("profile"))
                        .level(dueAt == null ? null : dueAt.toInstant(), found(row, state, sight)),
                row.getString("outcome"));
    }

    private static Found found(ResultSet row, StateName state, Sight sight) throws SQLException {
        boolean notAccepted = state == StateName.CALLED_BACK
                && row.getBoolean("reached")
                && !(row.getBoolean("solved") && row.getBoolean("satisfied"));
        boolean over = state == StateName.CLOSED || state == StateName.REJECTED;
        return new Found(
                notAccepted, row.getBoolean("redo_failed"), sight.all() && !over && row.getBoolean("discipline_clue"));
    }

    record AppealLine(
            UUID id,
            String number,
            AppealKind kind,
            AppealSource source,
            StateName state,
            Status status,
            String title,
            @Nullable String usci,
            @Nullable String unit,
            boolean urgent,
            Instant receivedAt,
            @Nullable NextDue nextDue,
            Supervision supervision,
            @Nullable String outcome) {}
}
