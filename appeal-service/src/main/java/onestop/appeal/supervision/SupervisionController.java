package onestop.appeal.supervision;

import static onestop.appeal.recusal.Concealment.notConcealed;
import static onestop.appeal.supervision.ThresholdsByProfile.LEADER_BEFORE;
import static onestop.appeal.supervision.ThresholdsByProfile.RED_BEFORE;
import static onestop.appeal.supervision.ThresholdsByProfile.REMIND_UNTIL;
import static onestop.appeal.supervision.ThresholdsByProfile.WITH_THRESHOLDS;
import static onestop.appeal.supervision.ThresholdsByProfile.YELLOW_BEFORE;

import jakarta.validation.constraints.Pattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.units.HeldBy;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.StateName;
import onestop.appeal.words.Untold;
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

/** The list of what needs somebody's attention, most urgent first: the coordinator's, or a unit's own. */
@RestController
class SupervisionController {
    private final JdbcClient jdbc;
    private final SupervisionRules rules;
    private final InstantSource clock;

    SupervisionController(JdbcClient jdbc, SupervisionRules rules, InstantSource clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
    }

    /** What may be asked for; a list of what needs no attention would have no end. */
    enum Level {
        REMIND,
        YELLOW,
        RED,
        LEADER
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/supervision")
    Page<SupervisedLine> supervised(
            @RequestParam(required = false) @Nullable Level level,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var thresholds = rules.at(clock.instant());
        var position = Cursor.Moment.of(after);
        boolean all = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        var filter = (all ? " AND NOT discipline_clue" : WITH_OWN_UNIT) + (unit == null ? "" : WITH_UNIT);
        // Each stretch of an index in its order, merged: conditions joined by OR would read everything.
        var stretches = new ArrayList<String>();
        stretches.add(stretch("attention_at", byTime(level) + filter, position));
        byOutcome(level)
                .map(condition -> stretch("attention_at", condition + filter, position))
                .ifPresent(stretches::add);
        boolean clues = all && (level == null || level == Level.LEADER);
        if (clues) {
            stretches.add(stretch("clue_at", CLUES + (unit == null ? "" : WITH_UNIT), position));
        }
        if (unit != null || !all) {
            var joined = JOINED + (all ? "" : WAITS_FOR_OWN_UNIT) + (unit == null ? "" : WAITS_FOR_UNIT);
            stretches.add(stretch(
                    "attention_at", byTime(level) + joined + (all ? " AND NOT discipline_clue" : ""), position));
            if (clues) {
                stretches.add(stretch("clue_at", CLUES + joined, position));
            }
        }
        var sql = WITH_THRESHOLDS + "SELECT * FROM (" + String.join(" UNION ALL ", stretches)
                + ") AS found ORDER BY attention, id LIMIT :limit";
        var query = thresholds
                .bind(jdbc.sql(sql))
                .param("all", all)
                .param("untold", Untold.TITLE)
                .param("reader", caller.subject())
                .param("ownUnit", caller.unit())
                .param("unit", unit)
                .param("limit", limit.plusOne());
        if (position != null) {
            query = query.param("afterAt", utc(position.at())).param("afterId", position.id());
        }
        var rows = query.query((row, _) -> row(row, thresholds, all)).list();
        var page = Page.of(
                rows, limit, row -> Cursor.of(row.attentionAt(), row.line().id()));
        return new Page<>(page.items().stream().map(Row::line).toList(), page.next());
    }

    /** What a unit has given back, and what waits with another one, is not with it. */
    private static final String WITH_UNIT = " AND unit = :unit AND state NOT IN ('RECEIVED', 'RETURNED')";

    private static final String WITH_OWN_UNIT = WITH_UNIT.replace(":unit", ":ownUnit");

    /** What was joined to another one waits for the unit that has that one, as {@link HeldBy} says; few of all, in an index of their own. */
    private static final String JOINED = " AND joined_to IS NOT NULL AND state = 'RECEIVED'";

    private static final String WAITS_FOR_UNIT = """
             AND EXISTS (SELECT 1 FROM appeal AS main
                          WHERE main.id = appeal.joined_to AND main.unit = :unit AND main.state NOT IN ('RECEIVED', 'RETURNED'))\
            """;

    private static final String WAITS_FOR_OWN_UNIT = WAITS_FOR_UNIT.replace(":unit", ":ownUnit");

    private static final String CLUES =
            "clue_at IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED') AND discipline_clue";

    /** The appeals whose due time brings them to this level. */
    private static String byTime(@Nullable Level level) {
        return "state <> 'CALLED_BACK' AND "
                + switch (level) {
                    case null -> "attention_at <= :lastReminder AND attention_at <= " + REMIND_UNTIL;
                    case REMIND ->
                        "attention_at >= :firstYellow AND attention_at >= " + YELLOW_BEFORE
                                + " AND attention_at <= :lastReminder AND attention_at <= " + REMIND_UNTIL;
                    case YELLOW ->
                        "attention_at < :lastYellow AND attention_at < " + YELLOW_BEFORE
                                + " AND attention_at >= :firstRed AND attention_at >= " + RED_BEFORE;
                    case RED ->
                        "attention_at < :lastRed AND attention_at >= :firstLeader AND attention_at < " + RED_BEFORE
                                + " AND attention_at >= " + LEADER_BEFORE;
                    case LEADER -> "attention_at < :lastLeader AND attention_at < " + LEADER_BEFORE;
                };
    }

    /** The appeals whose answer was not accepted, from when the applicant was called. */
    private static Optional<String> byOutcome(@Nullable Level level) {
        var notAccepted = "state = 'CALLED_BACK' AND attention_at IS NOT NULL";
        return switch (level) {
            case null -> Optional.of(notAccepted);
            case YELLOW -> Optional.of(notAccepted + " AND NOT redo_failed");
            case RED -> Optional.of(notAccepted + " AND redo_failed");
            case REMIND, LEADER -> Optional.empty();
        };
    }

    private static String stretch(String attention, String condition, Cursor.@Nullable Moment after) {
        return """
                (SELECT id, number, kind, state, %5$s AS unit, urgent,
                        profile, CASE WHEN :all OR NOT confidential THEN title ELSE coalesce(unit_title, :untold) END AS title,
                        next_clock, next_due_at, %1$s AS attention, redo_failed, reached, solved, satisfied, discipline_clue
                   FROM appeal
                  WHERE %2$s AND %3$s%4$s
                  ORDER BY %1$s, id
                  LIMIT :limit)
                """.formatted(
                        attention,
                        condition,
                        notConcealed("appeal"),
                        after == null ? "" : " AND (" + attention + ", id) > (:afterAt, :afterId)",
                        HeldBy.unit("appeal"));
    }

    private static Row row(ResultSet row, ThresholdsByProfile byProfile, boolean all) throws SQLException {
        var thresholds = byProfile.of(row.getString("profile"));
        var attentionAt = row.getObject("attention", OffsetDateTime.class).toInstant();
        var dueAt = row.getObject("next_due_at", OffsetDateTime.class);
        var state = StateName.valueOf(row.getString("state"));
        var found = new Thresholds.Found(
                state == StateName.CALLED_BACK
                        && row.getBoolean("reached")
                        && !(row.getBoolean("solved") && row.getBoolean("satisfied")),
                row.getBoolean("redo_failed"),
                all && row.getBoolean("discipline_clue"));
        var line = new SupervisedLine(
                row.getObject("id", UUID.class),
                row.getString("number"),
                AppealKind.valueOf(row.getString("kind")),
                state,
                row.getString("unit"),
                row.getBoolean("urgent"),
                row.getString("title"),
                thresholds.level(dueAt == null ? null : dueAt.toInstant(), found),
                dueAt == null ? null : NextDue.of(Clock.valueOf(row.getString("next_clock")), dueAt.toInstant()),
                dueAt == null ? 0 : thresholds.workingDaysLate(dueAt.toInstant()),
                found.notAccepted(),
                found.redoFailed(),
                found.clue());
        return new Row(attentionAt, line);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private record Row(Instant attentionAt, SupervisedLine line) {}

    /**
     * @param unit that has it, or has the one that it waits for; absent while it is with the office
     * @param notAccepted the applicant did not accept the answer, and the coordinator has to decide what comes of that
     * @param redoFailed nor was the redone answer accepted
     * @param clue something points to a breach of discipline; always false for units
     */
    record SupervisedLine(
            UUID id,
            String number,
            AppealKind kind,
            StateName state,
            @Nullable String unit,
            boolean urgent,
            String title,
            Supervision level,
            @Nullable NextDue nextDue,
            int workingDaysLate,
            boolean notAccepted,
            boolean redoFailed,
            boolean clue) {}
}
