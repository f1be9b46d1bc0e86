package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders that the management office has to check, the one due first at the head. */
@Repository
class CheckList {
    private static final RowMapper<Row> ROWS = new SimplePropertyRowMapper<>(Row.class);

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final InstantSource clock;

    CheckList(JdbcClient jdbc, Calendars calendars, InstantSource clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    private record Row(
            UUID id,
            String unit,
            Status status,
            int round,
            Instant checkSince,
            @Nullable Instant dissatisfiedAt) {}

    /** @param dissatisfiedOn since when the rater says that it was not put right; null where nobody does */
    record Due(
            UUID rectificationId,
            String unit,
            Status status,
            int round,
            LocalDate dueOn,
            Light light,
            @Nullable LocalDate dissatisfiedOn) {}

    Page<Due> due(@Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 2);
        var sql = new StringBuilder("""
                SELECT id, unit, status, round, check_since, dissatisfied_at
                  FROM rectification
                 WHERE check_since IS NOT NULL AND checked_at IS NULL AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                """);
        if (!position.isEmpty()) {
            sql.append(" AND (check_since, id) > (:since::timestamptz, :id::uuid)");
        }
        sql.append(" ORDER BY check_since, id LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (!position.isEmpty()) {
            statement = statement
                    .param("since", Cursor.instant(position.getFirst()).toString())
                    .param("id", Cursor.uuid(position.getLast()));
        }
        var page = Page.of(statement.query(ROWS).list(), limit, row -> Cursor.of(row.checkSince(), row.id()));
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var calendar = calendars.current();
        return new Page<>(
                page.items().stream()
                        .map(row -> {
                            var dueOn = RectificationOrder.checkDueOn(row.checkSince(), calendar);
                            var dissatisfiedAt = row.dissatisfiedAt();
                            return new Due(
                                    row.id(),
                                    row.unit(),
                                    row.status(),
                                    row.round(),
                                    dueOn,
                                    Light.of(dueOn, null, today, calendar),
                                    dissatisfiedAt == null ? null : CountyTime.dayOf(dissatisfiedAt));
                        })
                        .toList(),
                page.next());
    }
}
