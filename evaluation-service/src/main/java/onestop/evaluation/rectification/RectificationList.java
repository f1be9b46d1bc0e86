package onestop.evaluation.rectification;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import onestop.web.Caller;
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

    /** One line of the list. @param openedAt null for whoever learns the day only */
    record Entry(
            UUID rectificationId,
            Origin origin,
            @Nullable UUID ratingId,
            String unit,
            Status status,
            int round,
            boolean complex,
            Level level,
            @Nullable OffsetDateTime openedAt,
            LocalDate openedOn,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            Light light,
            @Nullable LocalDate dissatisfiedOn,
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
            boolean anonymous,
            OffsetDateTime openedAt,
            @Nullable OffsetDateTime contactedAt,
            @Nullable OffsetDateTime rectifiedAt,
            @Nullable OffsetDateTime dissatisfiedAt,
            @Nullable OffsetDateTime closedAt,
            boolean concerned) {

        Entry toEntry(boolean timeShown, LocalDate today, WorkingDayCalendar calendar) {
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
                    timeShown && !concerned || !anonymous ? CountyTime.at(openedAt.toInstant()) : null,
                    CountyTime.dayOf(openedAt.toInstant()),
                    contactDueOn,
                    rectifyDueOn,
                    light,
                    status.putRight() ? day(dissatisfiedAt) : null,
                    closedAt == null ? null : CountyTime.at(closedAt.toInstant()));
        }

        private static @Nullable LocalDate day(@Nullable OffsetDateTime at) {
            return at == null ? null : CountyTime.dayOf(at.toInstant());
        }
    }

    /**
     * What is asked for.
     *
     * @param unit all units when null
     * @param officer only orders that this officer may object to; all when null
     * @param dissatisfied only orders whose rater says that it was not put right, until the office has looked at it
     */
    record Filter(
            @Nullable String unit,
            @Nullable Status status,
            @Nullable String officer,
            boolean dissatisfied) {}

    /**
     * One page of the list.
     *
     * @param timeShown whether the reader may learn more than the day on which an anonymous rating was given; not of one of the
     *     own unit, or of a file with a part of the own work in it
     */
    Page<Entry> page(Filter filter, boolean timeShown, Caller reader, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 1); // the id: the time of an anonymous rating is not in it
        var sql = new StringBuilder("""
                SELECT id, origin, rating_id, unit, status, round, round_started_on, complex_reason IS NOT NULL AS complex,
                       level, anonymous, opened_at, contacted_at, rectified_at, dissatisfied_at, closed_at,
                       unit = coalesce(:readersUnit::text, '') OR %s AS concerned
                  FROM rectification r
                 WHERE true
                """.formatted(Rectifications.about("r", ":reader")));
        if (filter.unit() != null) {
            sql.append(" AND unit = :unit");
        }
        if (filter.status() != null) {
            sql.append(" AND status = :status");
        }
        if (filter.officer() != null) {
            sql.append(" AND (NOT anonymous OR origin = 'REVIEW') AND ").append(Rectifications.about("r", ":officer"));
        }
        if (filter.dissatisfied()) {
            sql.append(" AND dissatisfied_at IS NOT NULL AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (opened_at, id) < ((SELECT opened_at FROM rectification WHERE id = :after), :after)");
        }
        sql.append(" ORDER BY opened_at DESC, id DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString())
                .param("readersUnit", reader.unit())
                .param("reader", reader.subject())
                .param("rows", limit.plusOne());
        if (filter.unit() != null) {
            statement = statement.param("unit", filter.unit());
        }
        if (filter.status() != null) {
            statement = statement.param("status", filter.status().name());
        }
        if (filter.officer() != null) {
            statement = statement.param("officer", filter.officer());
        }
        if (!position.isEmpty()) {
            statement = statement.param("after", Cursor.uuid(position.getFirst()));
        }
        var page = Page.of(statement.query(ROWS).list(), limit, row -> Cursor.of(row.id()));
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var calendar = calendars.current();
        return new Page<>(
                page.items().stream()
                        .map(row -> row.toEntry(timeShown, today, calendar))
                        .toList(),
                page.next());
    }
}
