package onestop.appeal.supervision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.supervision.Notice.Cause;
import onestop.appeal.units.HeldBy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All statements that find what is to be looked at and keep what has risen. */
@Repository
class Notices {
    private final JdbcClient jdbc;

    Notices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An appeal that is to be looked at.
     *
     * @param running the clocks that run, with when each of them runs out
     */
    record Watched(UUID id, String number, @Nullable String unit, String profile, Map<Clock, Instant> running) {}

    /**
     * What has begun for an appeal.
     *
     * @param clock by which it has begun, when it was time that brought it
     */
    record Begun(
            Watched appeal,
            int level,
            Cause cause,
            @Nullable Clock clock,
            @Nullable Instant measuredAt) {}

    private static final String WATCHED = """
            SELECT id, number, %s AS unit, profile,
                   CASE WHEN contacted_at IS NULL AND redo_due_at IS NULL THEN contact_due_at END AS contact,
                   CASE WHEN opinion_at IS NULL AND redo_due_at IS NULL THEN opinion_due_at END   AS opinion,
                   CASE WHEN redo_due_at IS NULL THEN solution_due_at END                         AS solution,
                   redo_due_at                                                                    AS redo,
                   next_due_at IS NOT NULL                                                        AS runs
              FROM appeal
            """.formatted(HeldBy.unit("appeal"));

    /** Those whose time has come, locked. What somebody else holds is left to them or to the next run. */
    List<Watched> due(Instant now, int most) {
        return jdbc.sql(WATCHED + """
                 WHERE look_at <= :now
                 ORDER BY look_at, id
                 LIMIT :most
                   FOR UPDATE SKIP LOCKED
                """)
                .param("now", utc(now))
                .param("most", most)
                .query((row, _) -> watched(row))
                .list();
    }

    /** One that the caller has locked, whether its time has come or not. */
    Watched find(UUID id) {
        return jdbc.sql(WATCHED + " WHERE id = :id")
                .param("id", id)
                .query((row, _) -> watched(row))
                .single();
    }

    /** Those of some that the caller has locked already whose time has come. */
    List<Watched> due(Collection<UUID> ids, Instant now) {
        return jdbc.sql(WATCHED + " WHERE id = ANY(:ids) AND look_at <= :now")
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", utc(now))
                .query((row, _) -> watched(row))
                .list();
    }

    /** Keeps what has begun and was not raised before, with the record of who answers for it; one statement however many. */
    List<Notice> raise(List<Begun> begun, String office, Instant now) {
        if (begun.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                WITH begun AS (
                    SELECT * FROM unnest(:ids::uuid[], :numbers::text[], :units::text[], :levels::int[], :causes::text[],
                                         :clocks::text[], :measured::timestamptz[])
                               AS b (appeal_id, number, unit, level, cause, clock, measured_at)
                ), raised AS (
                    INSERT INTO supervision_notice (appeal_id, number, unit, level, cause, clock, measured_at, raised_at)
                    SELECT appeal_id, number, unit, level, cause, clock, measured_at, :now
                      FROM begun
                     ORDER BY appeal_id, level, cause, measured_at
                        ON CONFLICT DO NOTHING
                 RETURNING *
                ), answering AS (
                    INSERT INTO accountability (notice_id, appeal_id, number, unit, role, officer_id, level, cause,
                                                recorded_on, recorded_at)
                    SELECT r.id, r.appeal_id, r.number, coalesce(r.unit, :office),
                           CASE WHEN r.unit IS NULL OR r.unit = :office THEN 'COORDINATOR'
                                WHEN r.level >= 3 OR s.signed_by IS NULL THEN 'UNIT_HEAD'
                                ELSE 'HANDLER' END,
                           CASE WHEN r.unit IS NULL OR r.unit = :office OR r.level >= 3 THEN NULL ELSE s.signed_by END,
                           r.level, r.cause, :today, :now
                      FROM raised r
                      JOIN appeal a ON a.id = r.appeal_id
                      LEFT JOIN appeal main ON main.id = a.joined_to AND a.state = 'RECEIVED'
                      -- Whoever signed answers for the answer, too, when the appeal itself no longer says who that was; and for
                      -- those that are joined to it.
                      LEFT JOIN LATERAL (
                           SELECT officer_id AS signed_by FROM appeal_step
                            WHERE appeal_id IN (a.id, a.joined_to) AND step = 'SIGNED' AND unit = r.unit
                            ORDER BY appeal_id = a.id DESC, version DESC
                            LIMIT 1) s ON coalesce(main.state, a.state) <> 'DISPATCHED'
                     -- Yellow ahead of the due time is a warning: nothing is late yet that somebody would have to answer for.
                     WHERE r.level >= 2 AND NOT (r.cause = 'TIME' AND r.measured_at >= :now)
                     ORDER BY r.id
                )
                SELECT id, appeal_id, number, unit, level, cause, clock, measured_at, raised_at FROM raised ORDER BY id
                """)
                .param(
                        "ids",
                        begun.stream()
                                .map(each -> each.appeal().id().toString())
                                .toArray(String[]::new))
                .param(
                        "numbers",
                        begun.stream().map(each -> each.appeal().number()).toArray(String[]::new))
                .param("units", begun.stream().map(each -> each.appeal().unit()).toArray(String[]::new))
                .param("levels", begun.stream().map(Begun::level).toArray(Integer[]::new))
                .param("causes", begun.stream().map(each -> each.cause().name()).toArray(String[]::new))
                .param(
                        "clocks",
                        begun.stream()
                                .map(each -> each.clock() == null
                                        ? null
                                        : each.clock().name())
                                .toArray(String[]::new))
                .param(
                        "measured",
                        begun.stream()
                                .map(each -> each.measuredAt() == null
                                        ? null
                                        : each.measuredAt().toString())
                                .toArray(String[]::new))
                .param("office", office)
                .param("today", Shanghai.dayOf(now))
                .param("now", utc(now))
                .query((row, _) -> notice(row))
                .list();
    }

    /** When each is looked at next; without a time not before it changes. */
    void lookAgain(List<UUID> ids, List<@Nullable Instant> at) {
        jdbc.sql("""
                UPDATE appeal a
                   SET look_at = n.look_at
                  FROM unnest(:ids::uuid[], :times::timestamptz[]) AS n (id, look_at)
                 WHERE a.id = n.id
                """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .param(
                        "times",
                        at.stream()
                                .map(time -> time == null ? null : time.toString())
                                .toArray(String[]::new))
                .update();
    }

    static Notice notice(ResultSet row) throws SQLException {
        var clock = row.getString("clock");
        return new Notice(
                row.getLong("id"),
                row.getObject("appeal_id", UUID.class),
                row.getString("number"),
                row.getString("unit"),
                row.getInt("level"),
                Cause.valueOf(row.getString("cause")),
                clock == null ? null : Clock.valueOf(clock),
                instant(row, "measured_at"),
                row.getObject("raised_at", OffsetDateTime.class).toInstant());
    }

    private static Watched watched(ResultSet row) throws SQLException {
        var running = new EnumMap<Clock, Instant>(Clock.class);
        if (row.getBoolean("runs")) {
            for (var clock : Clock.values()) {
                var dueAt = instant(row, clock.name().toLowerCase(Locale.ROOT));
                if (dueAt != null) {
                    running.put(clock, dueAt);
                }
            }
        }
        return new Watched(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("unit"),
                row.getString("profile"),
                running);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
