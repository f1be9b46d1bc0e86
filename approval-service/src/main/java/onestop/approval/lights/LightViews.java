package onestop.approval.lights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.lights.LightView.Reply;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists and counts of lights. Both lists follow an index; the counts are rows kept with each turn and reply. */
@Repository
class LightViews {
    private final JdbcClient jdbc;

    LightViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The gravest first, then the newest. */
    Page<LightView> page(
            @Nullable String unit, LightState state, @Nullable Severity severity, @Nullable String after, Limit limit) {
        int gravity = Short.MAX_VALUE; // before the gravest
        long light = Long.MAX_VALUE;
        List<String> place = Cursor.parts(after, 2);
        if (!place.isEmpty()) {
            gravity = Cursor.rank(place.get(0));
            light = Cursor.number(place.get(1));
        }
        var rows = jdbc.sql("""
                WITH page AS MATERIALIZED (
                    SELECT light, state, gravity
                      FROM light_standing
                     WHERE state = :state
                       AND (gravity, light) < (:gravity, :light)
                """
                        + (unit == null ? "" : "   AND unit = :unit\n")
                        + (severity == null ? "" : "   AND gravity = :severity\n")
                        + """
                     ORDER BY gravity DESC, light DESC
                     LIMIT :most
                )
                SELECT l.id, l.case_number, l.receipt_number, l.item_code, l.unit, l.severity, l.measured_on, l.turned_at,
                       p.state, a.by AS answer_by, a.at AS answer_at, a.reason AS answer_reason,
                       r.by AS lift_by, r.at AS lift_at, r.reason AS lift_reason
                  FROM page p
                  JOIN light l ON l.id = p.light
                  LEFT JOIN light_reply a ON a.light = p.light AND a.kind = 'ANSWERED'
                  LEFT JOIN light_reply r ON r.light = p.light AND r.kind = 'LIFTED'
                 ORDER BY p.gravity DESC, p.light DESC
                """)
                .param("state", state.name())
                .param("gravity", gravity)
                .param("light", light)
                .param("unit", unit)
                .param("severity", severity == null ? null : severity.gravity())
                .param("most", limit.plusOne())
                .query(LightViews::view)
                .list();
        return Page.of(rows, limit, LightView::cursor);
    }

    /**
     * Lights of one unit and severity.
     *
     * @param awaiting neither answered nor lifted
     * @param lifted with or without an answer before
     */
    record Count(String unit, Severity severity, long turned, long awaiting, long answered, long lifted) {}

    /** @param unit null for all of them: three rows a unit */
    List<Count> counts(@Nullable String unit) {
        return jdbc.sql("SELECT unit, severity, turned, awaiting, answered, lifted FROM light_count"
                        + (unit == null ? "" : " WHERE unit = :unit")
                        + " ORDER BY unit, severity")
                .param("unit", unit)
                .query((row, _) -> new Count(
                        row.getString("unit"),
                        Severity.valueOf(row.getString("severity")),
                        row.getLong("turned"),
                        row.getLong("awaiting"),
                        row.getLong("answered"),
                        row.getLong("lifted")))
                .list();
    }

    private static LightView view(ResultSet row, int number) throws SQLException {
        return new LightView(
                Long.toString(row.getLong("id")),
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                row.getString("unit"),
                Severity.valueOf(row.getString("severity")),
                row.getObject("measured_on", LocalDate.class),
                time(row, "turned_at"),
                LightState.valueOf(row.getString("state")),
                reply(row, "answer"),
                reply(row, "lift"));
    }

    private static @Nullable Reply reply(ResultSet row, String kind) throws SQLException {
        var by = row.getString(kind + "_by");
        return by == null ? null : new Reply(by, time(row, kind + "_at"), row.getString(kind + "_reason"));
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return OfficeTime.at(row.getObject(column, OffsetDateTime.class).toInstant());
    }
}
