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

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR})
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
        var position = Position.parse(after);
        var filter = (state == null ? "" : " AND state = :state")
                + (kind == null ? "" : " AND kind = :kind")
                + (unit == null ? "" : " AND unit = :unit")
                + (usci == null ? "" : " AND usci = :usci")
                + (position == null ? "" : " AND (received_at, id) < (:beforeAt, :beforeId)");
        // One ordered stretch of an index for each way of seeing, merged: a condition joined by OR would read
        // everything.
        var sql = "SELECT * FROM ("
                + scopes.stream().map(scope -> """
                                (SELECT id, number, kind, source, state, title, usci, unit, urgent, received_at, next_clock,
                                        next_due_at, redo_failed, outcome, confidential, profile, unit_title, submitted_by
                                   FROM appeal
                                  WHERE %s%s
                                  ORDER BY received_at DESC, id DESC
                                  LIMIT :limit)
                                """.formatted(scope, filter)).collect(Collectors.joining(" UNION "))
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

    private static List<String> scopes(Sight sight, boolean usciAsked) {
        if (sight.all()) {
            return List.of(notConcealed("appeal"));
        }
        var scopes = new ArrayList<String>();
        if (sight.submittedBy() != null) {
            scopes.add("submitted_by = :submittedBy");
        }
        if (!sight.uscis().isEmpty()) {
            scopes.add("usci = ANY(:uscis)");
        }
        if (sight.unit() != null) {
            // To ask by enterprise must not tell which confidential appeals are whose.
            var open = " AND " + (usciAsked ? "NOT confidential" : notConcealed("appeal"));
            scopes.add("unit = :ownUnit" + open);
            scopes.add("id = ANY (ARRAY(SELECT appeal_id FROM appeal_part WHERE unit = :ownUnit))" + open);
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
                        .level(dueAt == null ? null : dueAt.toInstant(), row.getBoolean("redo_failed")),
                row.getString("outcome"));
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

    private record Position(Instant at, UUID id) {
        static @Nullable Position parse(@Nullable String after) {
            var parts = Cursor.parts(after, 2);
            if (parts.isEmpty()) {
                return null;
            }
            return new Position(Cursor.instant(parts.get(0)), Cursor.uuid(parts.get(1)));
        }
    }
}
