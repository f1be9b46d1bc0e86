package onestop.intake.shift;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of who really sits where. */
@Repository
class Duties {
    private static final String COLUMNS = "id, window_code, clerk, shift_id, signed_on_at, signed_off_at, forgotten";

    private final JdbcClient jdbc;

    Duties(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Duty(
            UUID id,
            String windowCode,
            String clerk,
            @Nullable UUID shiftId,
            Instant signedOnAt,
            @Nullable Instant signedOffAt,
            boolean forgotten) {}

    /** Ends what nobody signed off on an earlier day, at the end of that day. */
    void endForgotten(String windowCode, String clerk, Instant startOfToday) {
        jdbc.sql("""
                UPDATE window_duty
                   SET signed_off_at = (date_trunc('day', signed_on_at AT TIME ZONE 'Asia/Shanghai') + interval '1 day')
                                       AT TIME ZONE 'Asia/Shanghai',
                       forgotten = true
                 WHERE signed_off_at IS NULL AND signed_on_at < :today AND (window_code = :window OR clerk = :clerk)
                """)
                .param("today", utc(startOfToday))
                .param("window", windowCode)
                .param("clerk", clerk)
                .update();
    }

    /** Notes the shift of the moment, if there is one. False if the window or the clerk is taken. */
    boolean signOn(UUID id, String windowCode, String clerk, Instant at) {
        return jdbc.sql("""
                INSERT INTO window_duty (id, window_code, clerk, shift_id, signed_on_at, forgotten)
                VALUES (:id, :window, :clerk,
                        (SELECT id FROM window_shift
                          WHERE window_code = :window AND cancelled_at IS NULL
                            AND starts_at <= :at + interval '30 minutes' AND ends_at > :at
                          ORDER BY starts_at DESC LIMIT 1),
                        :at, false)
                ON CONFLICT DO NOTHING
                """)
                        .param("id", id)
                        .param("window", windowCode)
                        .param("clerk", clerk)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Who is on duty at the window, and where the clerk is: up to two rows. */
    List<Duty> running(String windowCode, String clerk) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM window_duty
                 WHERE signed_off_at IS NULL AND (window_code = :window OR clerk = :clerk)
                """)
                .param("window", windowCode)
                .param("clerk", clerk)
                .query((row, _) -> duty(row))
                .list();
    }

    Optional<Duty> signOff(String windowCode, String clerk, Instant at) {
        return jdbc.sql("""
                UPDATE window_duty
                   SET signed_off_at = greatest(:at, signed_on_at)
                 WHERE window_code = :window AND clerk = :clerk AND signed_off_at IS NULL
                RETURNING\s""" + COLUMNS)
                .param("window", windowCode)
                .param("clerk", clerk)
                .param("at", utc(at))
                .query((row, _) -> duty(row))
                .optional();
    }

    boolean isOnDuty(String windowCode, String clerk, Instant startOfToday) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM window_duty
                                WHERE window_code = :window AND clerk = :clerk AND signed_off_at IS NULL
                                  AND signed_on_at >= :today)
                """)
                .param("window", windowCode)
                .param("clerk", clerk)
                .param("today", utc(startOfToday))
                .query(Boolean.class)
                .single();
    }

    /** Everybody who is on duty now, by window. */
    List<Duty> now(@Nullable String regionCode, Instant startOfToday, String afterWindow, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM window_duty
                 WHERE signed_off_at IS NULL AND signed_on_at >= :today AND window_code > :after
                   AND (:region::text IS NULL
                        OR window_code IN (SELECT code FROM hall_window WHERE region_code = :region))
                 ORDER BY window_code
                 LIMIT :limit
                """)
                .param("today", utc(startOfToday))
                .param("region", regionCode)
                .param("after", afterWindow)
                .param("limit", limit)
                .query((row, _) -> duty(row))
                .list();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Duty duty(ResultSet row) throws SQLException {
        var signedOffAt = row.getObject("signed_off_at", OffsetDateTime.class);
        return new Duty(
                row.getObject("id", UUID.class),
                row.getString("window_code"),
                row.getString("clerk"),
                row.getObject("shift_id", UUID.class),
                row.getObject("signed_on_at", OffsetDateTime.class).toInstant(),
                signedOffAt == null ? null : signedOffAt.toInstant(),
                row.getBoolean("forgotten"));
    }
}
