package onestop.appeal.supervision;

import static onestop.appeal.supervision.ThresholdsByProfile.WITH_THRESHOLDS;
import static onestop.appeal.supervision.ThresholdsByProfile.yellowBefore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.appeal.units.HeldBy;
import onestop.appeal.words.StateName;
import onestop.web.Allowed;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is open this moment, for the leading group: by state, by unit, by how late. Counted from the appeals, so never stale. */
@RestController
class LeadingGroupController {
    private final JdbcClient jdbc;
    private final SupervisionRules rules;
    private final InstantSource clock;
    private final String office;

    LeadingGroupController(
            JdbcClient jdbc,
            SupervisionRules rules,
            InstantSource clock,
            @Value("${onestop.appeal.office}") String office) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
        this.office = office;
    }

    /**
     * How much is open is kept; one by one are judged those that are due soon or late, were not accepted or have a clue.
     */
    private static final String LIVE =
            WITH_THRESHOLDS + """
            , %3$s, urgent AS (
                SELECT unit, state, joined_to, profile, next_due_at, redo_failed, discipline_clue, reached, solved, satisfied
                  FROM appeal
                 WHERE attention_at <= :lastReminder AND NOT discipline_clue
                 UNION ALL
                SELECT unit, state, joined_to, profile, next_due_at, redo_failed, discipline_clue, reached, solved, satisfied
                  FROM appeal
                 WHERE clue_at IS NOT NULL AND state NOT IN ('CLOSED', 'REJECTED')
            ), found AS (
                SELECT *, state = 'CALLED_BACK' AND reached AND NOT (solved AND satisfied) AS not_accepted FROM urgent
            ), judged AS (
                SELECT unit, state, joined_to, redo_failed, discipline_clue, not_accepted,
                       CASE WHEN discipline_clue OR next_due_at < leader_before THEN 'LEADER'
                            WHEN redo_failed OR next_due_at < red_before        THEN 'RED'
                            WHEN not_accepted OR next_due_at < %2$s THEN 'YELLOW'
                            WHEN next_due_at <= remind_until                    THEN 'REMIND' END AS level
                  FROM found JOIN threshold USING (profile)
            ), counted AS (
                SELECT unit, state, joined_to, open, 0 AS soon, 0 AS yellow, 0 AS red, 0 AS leader, 0 AS not_accepted,
                       0 AS redo_failed, 0 AS clues
                  FROM held
                 UNION ALL
                SELECT unit, state, joined_to, 0,
                       count(*) FILTER (WHERE level = 'REMIND'), count(*) FILTER (WHERE level = 'YELLOW'),
                       count(*) FILTER (WHERE level = 'RED'), count(*) FILTER (WHERE level = 'LEADER'),
                       count(*) FILTER (WHERE not_accepted), count(*) FILTER (WHERE redo_failed),
                       count(*) FILTER (WHERE discipline_clue)
                  FROM judged
                 GROUP BY unit, state, joined_to
            )
            SELECT %1$s AS unit, state, sum(open) AS open, sum(soon) AS soon, sum(yellow) AS yellow, sum(red) AS red,
                   sum(leader) AS leader, sum(not_accepted) AS not_accepted, sum(redo_failed) AS redo_failed, sum(clues) AS clues,
                   least((SELECT attention_at FROM appeal
                           WHERE attention_at IS NOT NULL AND state <> 'CALLED_BACK' ORDER BY attention_at LIMIT 1),
                         (SELECT min(next_due_at) FROM appeal
                           WHERE attention_at IS NOT NULL AND state = 'CALLED_BACK')) AS earliest
              FROM counted
             GROUP BY 1, 2
            """.formatted(HeldBy.unit("counted"), yellowBefore("next_due_at"), OpenLoad.HELD);

    @Allowed({Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/api/appeal/leading-group")
    LiveView live() {
        var now = clock.instant();
        var rows = rules.at(now)
                .bind(jdbc.sql(LIVE))
                .query((row, _) -> {
                    var state = StateName.valueOf(row.getString("state"));
                    var unit = row.getString("unit");
                    var earliest = row.getObject("earliest", OffsetDateTime.class);
                    return new Row(
                            unit == null ? office : unit,
                            state,
                            new Load(
                                    row.getLong("open"),
                                    row.getLong("soon"),
                                    row.getLong("yellow"),
                                    row.getLong("red"),
                                    row.getLong("leader"),
                                    row.getLong("not_accepted"),
                                    row.getLong("redo_failed"),
                                    row.getLong("clues")),
                            earliest == null ? null : earliest.toInstant());
                })
                .list();
        return view(now, rows);
    }

    private LiveView view(Instant now, List<Row> rows) {
        var all = Load.NONE;
        var states = new EnumMap<StateName, Long>(StateName.class);
        var units = new TreeMap<String, Load>();
        Instant earliest = null;
        for (var row : rows) {
            all = all.plus(row.load());
            states.merge(row.state(), row.load().open(), Long::sum);
            units.merge(row.unit(), row.load(), Load::plus);
            if (row.earliest() != null && (earliest == null || row.earliest().isBefore(earliest))) {
                earliest = row.earliest();
            }
        }
        var lines = new ArrayList<UnitLoad>();
        units.forEach((unit, load) -> lines.add(new UnitLoad(unit, load)));
        return new LiveView(now, all, earliest, states, lines);
    }

    private record Row(
            String unit,
            StateName state,
            Load load,
            @Nullable Instant earliest) {}

    /**
     * How much is open and how urgent it is, each appeal in one level at most, as in the list of supervision.
     *
     * @param soon due within the profile's days of a reminder, and not late
     * @param leader for the leading group
     * @param notAccepted whatever the level: called back, not accepted, and nobody has decided yet what comes of that
     * @param redoFailed of these, those whose redone answer was not accepted either
     * @param clues whatever the level: something points to a breach of discipline
     */
    record Load(
            long open, long soon, long yellow, long red, long leader, long notAccepted, long redoFailed, long clues) {
        static final Load NONE = new Load(0, 0, 0, 0, 0, 0, 0, 0);

        Load plus(Load other) {
            return new Load(
                    open + other.open,
                    soon + other.soon,
                    yellow + other.yellow,
                    red + other.red,
                    leader + other.leader,
                    notAccepted + other.notAccepted,
                    redoFailed + other.redoFailed,
                    clues + other.clues);
        }
    }

    record LiveView(
            Instant asOf,
            @JsonUnwrapped Load all,
            @Nullable Instant earliestDueAt,
            Map<StateName, Long> states,
            List<UnitLoad> units) {}

    record UnitLoad(String unit, @JsonUnwrapped Load load) {}
}
