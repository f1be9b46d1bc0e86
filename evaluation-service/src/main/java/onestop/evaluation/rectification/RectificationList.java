package onestop.evaluation.rectification;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of orders, newest first, straight from the table. */
@Repository
class RectificationList {
    private static final RowMapper<Row> ROWS = new SimplePropertyRowMapper<>(Row.class);

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final InstantSource clock;

    RectificationList(JdbcClient jdbc, Calendars calendars, InstantSource clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** One line of the list. */
    record Entry(
            UUID rectificationId,
            Origin origin,
            @Nullable UUID ratingId,
            String unit,
            Status status,
            int round,
            boolean complex,
            Level level,
            OffsetDateTime openedAt,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            Light light,
            @Nullable OffsetDateTime closedAt) {}

    record Row(
            UUID id,
            Origin origin,
            @Nullable UUID ratingId,
            String unit,
            Status status,
            int round,
            LocalDate roundStartedOn,
            boolean complex,
            Level level,
            OffsetDateTime openedAt,
            @Nullable OffsetDateTime contactedAt,
            @Nullable OffsetDateTime rectifiedAt,
            @Nullable OffsetDateTime closedAt) {

        Entry toEntry(LocalDate today, WorkingDayCalendar calendar) {
            var started = new Round(round, roundStartedOn);
            var contactDueOn = started.contactDueOn(calendar);
            var rectifyDueOn = started.rectifyDueOn(calendar, complex);
            var light = Light.of(contactDueOn, day(contactedAt), today, calendar)
                    .or(Light.of(rectifyDueOn, day(rectifiedAt), today, calendar));
            return new Entry(
                    id,
                    origin,
                    ratingId,
                    unit,
                    status,
                    round,
                    complex,
                    level,
                    CountyTime.at(openedAt.toInstant()),
                    contactDueOn,
                    rectifyDueOn,
                    light,
                    closedAt == null ? null : CountyTime.at(closedAt.toInstant()));
        }

        private static @Nullable LocalDate day(@Nullable OffsetDateTime at) {
            return at == null ? null : CountyTime.dayOf(at.toInstant());
        }
    }

    /** @param unit all units when null */
    Page<Entry> page(@Nullable String unit, @Nullable Status status, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 2);
        var sql = new StringBuilder("""
                SELECT id, origin, rating_id, unit, status, round, round_started_on, complex_reason IS NOT NULL AS complex,
                       level, opened_at, contacted_at, rectified_at, closed_at
                  FROM rectification
                 WHERE true
                """);
        if (unit != null) {
            sql.append(" AND unit = :unit");
        }
        if (status != null) {
            sql.append(" AND status = :status");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (opened_at, id) < (:openedAt::timestamptz, :id::uuid)");
        }
        sql.append(" ORDER BY opened_at DESC, id DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (status != null) {
            statement = statement.param("status", status.name());
        }
        if (!position.isEmpty()) {
            statement = statement
                    .param("openedAt", Cursor.instant(position.getFirst()).atOffset(ZoneOffset.UTC))
                    .param("id", Cursor.uuid(position.getLast()));
        }
        var page = Page.of(statement.query(ROWS).list(), limit, row -> Cursor.of(row.openedAt(), row.id()));
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var calendar = calendars.current();
        return new Page<>(
                page.items().stream().map(row -> row.toEntry(today, calendar)).toList(), page.next());
    }
}
