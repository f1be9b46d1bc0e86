package onestop.intake.shift;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import onestop.workingdays.DayKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of weekly patterns and of the shifts that are made of them. */
@Repository
class ShiftPatterns {
    private static final String COLUMNS = "id, window_code, kind, weekdays, from_time, to_time, staff, "
            + "appointments_per_hour, valid_from, valid_until, version";

    private final JdbcClient jdbc;

    ShiftPatterns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A shift that repeats.
     *
     * @param weekdays ISO numbers; empty for every day of the kind
     */
    record Pattern(
            UUID id,
            String windowCode,
            ShiftKind kind,
            SortedSet<Integer> weekdays,
            LocalTime from,
            LocalTime to,
            @Nullable String staff,
            int appointmentsPerHour,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            long version) {}

    /**
     * What an expansion did.
     *
     * @param wanted shifts that the patterns ask for
     * @param made those that were not there yet and hurt no other
     */
    record Expansion(int wanted, int made) {}

    void insert(Pattern pattern, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO shift_pattern (id, window_code, kind, weekdays, from_time, to_time, staff,
                                           appointments_per_hour, valid_from, valid_until, changed_by, changed_at, version)
                VALUES (:id, :window, :kind, :weekdays::integer[], :from, :to, :staff, :perHour, :validFrom, :validUntil,
                        :by, :at, 1)
                """)
                .param("id", pattern.id())
                .param("window", pattern.windowCode())
                .param("kind", pattern.kind().name())
                .param("weekdays", pattern.weekdays().toArray(Integer[]::new))
                .param("from", pattern.from())
                .param("to", pattern.to())
                .param("staff", pattern.staff())
                .param("perHour", pattern.appointmentsPerHour())
                .param("validFrom", pattern.validFrom())
                .param("validUntil", pattern.validUntil())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM shift_pattern)")
                .query(Boolean.class)
                .single();
    }

    Optional<Pattern> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM shift_pattern WHERE id = :id")
                .param("id", id)
                .query((row, _) -> pattern(row))
                .optional();
    }

    List<Pattern> ofWindow(String windowCode, UUID after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM shift_pattern
                 WHERE window_code = :window AND id > :after
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("window", windowCode)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> pattern(row))
                .list();
    }

    /** Its shifts after the last day stay: who cancels them looks at each. */
    void end(UUID id, LocalDate validUntil, String by, Instant at) {
        jdbc.sql("""
                UPDATE shift_pattern
                   SET valid_until = greatest(:until, valid_from), changed_by = :by, changed_at = :at,
                       version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("until", validUntil)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** All patterns over these days, in one statement. What overlaps a shift that is there already is left out. */
    Expansion expand(Map<LocalDate, DayKind> days, String by, Instant at) {
        return jdbc.sql("""
                WITH wanted AS (
                    SELECT pattern.*, day.on_date
                      FROM unnest(:days::date[], :kinds::text[]) AS day (on_date, kind)
                      JOIN shift_pattern AS pattern
                        ON day.on_date BETWEEN pattern.valid_from AND coalesce(pattern.valid_until, 'infinity')
                       AND (pattern.weekdays = '{}' OR extract(isodow FROM day.on_date)::integer = ANY (pattern.weekdays))
                       AND CASE pattern.kind
                               WHEN 'WEEKEND' THEN day.kind = 'WEEKEND'
                               WHEN 'HOLIDAY' THEN day.kind = 'STATUTORY_OFF_DAY'
                               ELSE day.kind IN ('WORKING_DAY', 'SWAPPED_WORKING_DAY')
                           END
                      JOIN hall_window AS w
                        ON w.code = pattern.window_code
                       AND day.on_date BETWEEN w.opened_on AND coalesce(w.closed_on, 'infinity')),
                made AS (
                    INSERT INTO window_shift (id, window_code, kind, on_date, starts_at, ends_at, staff,
                                              appointments_per_hour, pattern_id, changed_by, changed_at, version)
                    SELECT gen_random_uuid(), window_code, kind, on_date,
                           (on_date + from_time) AT TIME ZONE 'Asia/Shanghai',
                           (on_date + to_time) AT TIME ZONE 'Asia/Shanghai',
                           staff, appointments_per_hour, id, :by, :at, 1
                      FROM wanted
                     ORDER BY on_date, window_code, from_time, id
                    ON CONFLICT DO NOTHING
                    RETURNING 1)
                SELECT (SELECT count(*) FROM wanted), (SELECT count(*) FROM made)
                """)
                .param("days", days.keySet().stream().map(LocalDate::toString).toArray(String[]::new))
                .param("kinds", days.values().stream().map(Enum::name).toArray(String[]::new))
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Expansion(row.getInt(1), row.getInt(2)))
                .single();
    }

    private static Pattern pattern(ResultSet row) throws SQLException {
        return new Pattern(
                row.getObject("id", UUID.class),
                row.getString("window_code"),
                ShiftKind.valueOf(row.getString("kind")),
                new TreeSet<>(Arrays.asList((Integer[]) row.getArray("weekdays").getArray())),
                row.getObject("from_time", LocalTime.class),
                row.getObject("to_time", LocalTime.class),
                row.getString("staff"),
                row.getInt("appointments_per_hour"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getLong("version"));
    }
}
