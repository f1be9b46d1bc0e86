package onestop.intake.shift;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of single shifts. */
@Repository
class Shifts {
    private static final String COLUMNS =
            "id, window_code, kind, starts_at, ends_at, staff, appointments_per_hour, cancelled_at, version";

    private final JdbcClient jdbc;

    Shifts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Fails with the name of the constraint if window or clerk have a shift at that time. */
    void insert(Shift shift, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO window_shift (id, window_code, kind, on_date, starts_at, ends_at, staff,
                                          appointments_per_hour, changed_by, changed_at, version)
                VALUES (:id, :window, :kind, :on, :starts, :ends, :staff, :perHour, :by, :at, 1)
                """)
                .param("id", shift.id())
                .param("window", shift.windowCode())
                .param("kind", shift.kind().name())
                .param("on", shift.on())
                .param("starts", utc(shift.startsAt()))
                .param("ends", utc(shift.endsAt()))
                .param("staff", shift.staff())
                .param("perHour", shift.appointmentsPerHour())
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    Optional<Shift> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM window_shift WHERE id = :id")
                .param("id", id)
                .query((row, _) -> shift(row))
                .optional();
    }

    Optional<Shift> lock(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM window_shift WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> shift(row))
                .optional();
    }

    void give(UUID id, @Nullable String staff, String by, Instant at) {
        jdbc.sql("""
                UPDATE window_shift
                   SET staff = :staff, changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("staff", staff)
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    void cancel(UUID id, String by, Instant at) {
        jdbc.sql("""
                UPDATE window_shift
                   SET cancelled_at = :at, changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id = :id AND cancelled_at IS NULL
                """).param("id", id).param("by", by).param("at", utc(at)).update();
    }

    /** Shifts of one window that begin after the given moment and before the day after the last, by time. */
    List<Shift> ofWindow(String windowCode, Instant after, Instant before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM window_shift
                 WHERE window_code = :window AND starts_at > :after AND starts_at < :before AND cancelled_at IS NULL
                 ORDER BY starts_at
                 LIMIT :limit
                """)
                .param("window", windowCode)
                .param("after", utc(after))
                .param("before", utc(before))
                .param("limit", limit)
                .query((row, _) -> shift(row))
                .list();
    }

    /** Shifts of one day, of one place if it is named, by window and time. */
    List<Shift> ofDay(LocalDate on, @Nullable String regionCode, String afterWindow, Instant afterStart, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM window_shift
                 WHERE on_date = :on AND cancelled_at IS NULL
                   AND (window_code, starts_at) > (:afterWindow, :afterStart)
                   AND (:region::text IS NULL
                        OR window_code IN (SELECT code FROM hall_window WHERE region_code = :region))
                 ORDER BY window_code, starts_at
                 LIMIT :limit
                """)
                .param("on", on)
                .param("region", regionCode)
                .param("afterWindow", afterWindow)
                .param("afterStart", utc(afterStart))
                .param("limit", limit)
                .query((row, _) -> shift(row))
                .list();
    }

    /** Minutes that windows are open. */
    record Minutes(long extended, long all) {}

    Minutes minutes(LocalDate from, LocalDate until, String regionPrefix, @Nullable String windowCode) {
        return jdbc.sql("""
                SELECT coalesce(round(extract(epoch FROM sum(s.ends_at - s.starts_at)
                                                         FILTER (WHERE s.kind <> 'REGULAR')) / 60), 0) AS extended,
                       coalesce(round(extract(epoch FROM sum(s.ends_at - s.starts_at)) / 60), 0) AS every
                  FROM window_shift AS s
                  JOIN hall_window AS w ON w.code = s.window_code
                 WHERE s.on_date BETWEEN :from AND :until AND s.cancelled_at IS NULL
                   AND starts_with(w.region_code, :prefix) AND (:window::text IS NULL OR s.window_code = :window)
                """)
                .param("from", from)
                .param("until", until)
                .param("prefix", regionPrefix)
                .param("window", windowCode)
                .query((row, _) -> new Minutes(row.getLong("extended"), row.getLong("every")))
                .single();
    }

    boolean opens(String windowCode, LocalDate on) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM window_shift
                                WHERE on_date = :on AND window_code = :window AND cancelled_at IS NULL)
                """)
                .param("on", on)
                .param("window", windowCode)
                .query(Boolean.class)
                .single();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Shift shift(ResultSet row) throws SQLException {
        var cancelledAt = row.getObject("cancelled_at", OffsetDateTime.class);
        return new Shift(
                row.getObject("id", UUID.class),
                row.getString("window_code"),
                ShiftKind.valueOf(row.getString("kind")),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getString("staff"),
                row.getInt("appointments_per_hour"),
                cancelledAt == null ? null : cancelledAt.toInstant(),
                row.getLong("version"));
    }
}
