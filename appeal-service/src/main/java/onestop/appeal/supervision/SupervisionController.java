package onestop.appeal.supervision;

import static onestop.appeal.recusal.Concealment.notConcealed;
import static onestop.appeal.supervision.ThresholdsByProfile.RED_BEFORE;
import static onestop.appeal.supervision.ThresholdsByProfile.REMIND_UNTIL;
import static onestop.appeal.supervision.ThresholdsByProfile.WITH_THRESHOLDS;

import jakarta.validation.constraints.Pattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
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
        RED
    }

    @Allowed({Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.UNIT_MANAGER})
    @GetMapping("/api/appeal/supervision")
    Page<SupervisedLine> supervised(
            @RequestParam(required = false) @Nullable Level level,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var thresholds = rules.at(clock.instant());
        var sql = new StringBuilder(WITH_THRESHOLDS + """
                SELECT id, number, kind, state, unit, urgent, profile,
                       CASE WHEN :all OR NOT confidential THEN title ELSE coalesce(unit_title, :untold) END AS title,
                       next_clock, next_due_at, attention_at, redo_failed
                  FROM appeal
                 WHERE attention_at <= :lastReminder
                """);
        sql.append(" AND attention_at <= " + REMIND_UNTIL + " AND " + notConcealed("appeal"));
        sql.append(
                switch (level) {
                    case null -> "";
                    case REMIND -> " AND NOT redo_failed AND attention_at >= :now";
                    case YELLOW ->
                        " AND NOT redo_failed AND attention_at < :now AND attention_at >= :firstRed AND attention_at >= "
                                + RED_BEFORE;
                    case RED -> " AND attention_at <= :now AND (redo_failed OR attention_at < " + RED_BEFORE + ")";
                });
        var position = Cursor.Moment.of(after);
        if (position != null) {
            sql.append(" AND (attention_at, id) > (:afterAt, :afterId)");
        }
        boolean all = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        if (!all) {
            sql.append(" AND unit = :ownUnit");
        }
        if (unit != null) {
            sql.append(" AND unit = :unit");
        }
        sql.append(" ORDER BY attention_at, id LIMIT :limit");
        var query = thresholds
                .bind(jdbc.sql(sql.toString()))
                .param("all", all)
                .param("untold", Untold.TITLE)
                .param("reader", caller.subject())
                .param("ownUnit", caller.unit())
                .param("unit", unit)
                .param("limit", limit.plusOne());
        if (position != null) {
            query = query.param("afterAt", utc(position.at())).param("afterId", position.id());
        }
        var rows = query.query((row, _) -> row(row, thresholds)).list();
        var page = Page.of(
                rows, limit, row -> Cursor.of(row.attentionAt(), row.line().id()));
        return new Page<>(page.items().stream().map(Row::line).toList(), page.next());
    }

    private static Row row(ResultSet row, ThresholdsByProfile byProfile) throws SQLException {
        var thresholds = byProfile.of(row.getString("profile"));
        var attentionAt = row.getObject("attention_at", OffsetDateTime.class).toInstant();
        var dueAt = row.getObject("next_due_at", OffsetDateTime.class);
        boolean redoFailed = row.getBoolean("redo_failed");
        var line = new SupervisedLine(
                row.getObject("id", UUID.class),
                row.getString("number"),
                AppealKind.valueOf(row.getString("kind")),
                StateName.valueOf(row.getString("state")),
                row.getString("unit"),
                row.getBoolean("urgent"),
                row.getString("title"),
                thresholds.level(dueAt == null ? null : dueAt.toInstant(), redoFailed),
                dueAt == null ? null : NextDue.of(Clock.valueOf(row.getString("next_clock")), dueAt.toInstant()),
                dueAt == null ? 0 : thresholds.workingDaysLate(dueAt.toInstant()),
                redoFailed);
        return new Row(attentionAt, line);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private record Row(Instant attentionAt, SupervisedLine line) {}

    /** @param redoFailed the redone answer was not accepted either; the coordinator has to decide */
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
            boolean redoFailed) {}
}
