package onestop.evaluation.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The appointments of reviewers. */
@Repository
class Appointments {
    private static final String COLUMNS = """
            SELECT id, reviewer, kind, starts_on, ends_on, appointed_by, appointed_at, end_reason
              FROM reviewer_appointment
            """;

    private final JdbcClient jdbc;

    Appointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appoints; false when the reviewer has an appointment on one of the days. One that was ended before it began is none. Two who appoint at once wait for each other.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean insert(Appointment appointment) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('reviewer ' || :reviewer, 0))")
                .param("reviewer", appointment.reviewer())
                .query((_, _) -> true)
                .list();
        return jdbc.sql("""
                INSERT INTO reviewer_appointment (id, reviewer, kind, starts_on, ends_on, appointed_by, appointed_at)
                SELECT :id, :reviewer, :kind, :startsOn, :endsOn, :by, :at
                 WHERE NOT EXISTS (SELECT FROM reviewer_appointment
                                    WHERE reviewer = :reviewer AND starts_on <= :endsOn AND ends_on >= :startsOn
                                      AND NOT coalesce(ended_on < starts_on, false))
                """)
                        .param("id", appointment.id())
                        .param("reviewer", appointment.reviewer())
                        .param("kind", appointment.kind().name())
                        .param("startsOn", appointment.startsOn())
                        .param("endsOn", appointment.endsOn())
                        .param("by", appointment.appointedBy())
                        .param("at", appointment.appointedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<Appointment> find(UUID id) {
        return jdbc.sql(COLUMNS + " WHERE id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The appointment under which somebody could review on a day. */
    Optional<Appointment> on(String reviewer, LocalDate day) {
        return jdbc.sql(COLUMNS + """
                 WHERE reviewer = :reviewer AND :day BETWEEN starts_on AND ends_on
                   AND NOT coalesce(ended_on < starts_on, false)
                """)
                .param("reviewer", reviewer)
                .param("day", day)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Ends it with this day; one that has not begun never begins. False when it is over or was ended already. */
    boolean end(UUID id, LocalDate today, String by, String reason) {
        return jdbc.sql("""
                UPDATE reviewer_appointment
                   SET ends_on = greatest(starts_on, :today), ended_on = :today, ended_by = :by, end_reason = :reason
                 WHERE id = :id AND ended_by IS NULL AND ends_on >= :today
                """)
                        .param("id", id)
                        .param("today", today)
                        .param("by", by)
                        .param("reason", reason)
                        .update()
                == 1;
    }

    Page<Appointment> page(@Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 3);
        var sql = new StringBuilder(COLUMNS);
        if (!position.isEmpty()) {
            sql.append(" WHERE (reviewer, starts_on, id) > (:reviewer, :startsOn, :id)");
        }
        sql.append(" ORDER BY reviewer, starts_on, id LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (!position.isEmpty()) {
            statement = statement
                    .param("reviewer", position.get(0))
                    .param("startsOn", Cursor.date(position.get(1)))
                    .param("id", Cursor.uuid(position.get(2)));
        }
        return Page.of(
                statement.query((row, _) -> read(row)).list(),
                limit,
                appointment -> Cursor.of(appointment.reviewer(), appointment.startsOn(), appointment.id()));
    }

    private static Appointment read(ResultSet row) throws SQLException {
        return new Appointment(
                row.getObject("id", UUID.class),
                row.getString("reviewer"),
                Appointment.Kind.valueOf(row.getString("kind")),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                row.getString("appointed_by"),
                row.getObject("appointed_at", OffsetDateTime.class).toInstant(),
                row.getString("end_reason"));
    }
}
