package onestop.appeal.supervision;

import static onestop.appeal.supervision.ThresholdsByProfile.WITH_THRESHOLDS;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    @Allowed({Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/api/appeal/leading-group")
    LiveView live() {
        var now = clock.instant();
        var sql = WITH_THRESHOLDS + """
                SELECT unit, state, count(*) AS open,
                       count(*) FILTER (WHERE next_due_at BETWEEN :now AND remind_until)        AS soon,
                       count(*) FILTER (WHERE next_due_at < :now AND next_due_at >= red_before) AS yellow,
                       count(*) FILTER (WHERE next_due_at < red_before)                         AS red,
                       min(next_due_at)                                                         AS earliest
                  FROM appeal
                  JOIN threshold USING (profile)
                 WHERE state NOT IN ('CLOSED', 'REJECTED')
                 GROUP BY unit, state
                """;
        var rows = rules.at(now)
                .bind(jdbc.sql(sql))
                .query((row, _) -> {
                    var state = StateName.valueOf(row.getString("state"));
                    var unit = row.getString("unit");
                    var earliest = row.getObject("earliest", OffsetDateTime.class);
                    boolean withTheOffice = unit == null || state == StateName.RECEIVED || state == StateName.RETURNED;
                    return new Row(
                            withTheOffice ? office : unit,
                            state,
                            new Load(
                                    row.getLong("open"),
                                    row.getLong("soon"),
                                    row.getLong("yellow"),
                                    row.getLong("red")),
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
        units.forEach(
                (unit, load) -> lines.add(new UnitLoad(unit, load.open(), load.soon(), load.yellow(), load.red())));
        return new LiveView(now, all.open(), all.soon(), all.yellow(), all.red(), earliest, states, lines);
    }

    private record Row(
            String unit,
            StateName state,
            Load load,
            @Nullable Instant earliest) {}

    private record Load(long open, long soon, long yellow, long red) {
        static final Load NONE = new Load(0, 0, 0, 0);

        Load plus(Load other) {
            return new Load(open + other.open, soon + other.soon, yellow + other.yellow, red + other.red);
        }
    }

    /** @param soon due within a working day, and not late */
    record LiveView(
            Instant asOf,
            long open,
            long soon,
            long yellow,
            long red,
            @Nullable Instant earliestDueAt,
            Map<StateName, Long> states,
            List<UnitLoad> units) {}

    record UnitLoad(String unit, long open, long soon, long yellow, long red) {}
}
