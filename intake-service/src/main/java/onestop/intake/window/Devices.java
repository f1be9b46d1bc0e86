package onestop.intake.window;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of devices and their heartbeats. */
@Repository
class Devices {
    private static final int PURGED_AT_ONCE = 1_000;

    /** A device at a window that has not been heard for too long, or never since it was put there. */
    private static final String SILENT = "window_code IS NOT NULL AND greatest(heard_at, bound_at) < :silentBefore";

    private static final String COLUMNS =
            "serial, kind, window_code, bound_at, heard_at, state, version, (" + SILENT + ") AS silent";

    private final JdbcClient jdbc;

    Devices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Device(
            String serial,
            DeviceKind kind,
            @Nullable String windowCode,
            Instant boundAt,
            @Nullable Instant heardAt,
            @Nullable String state,
            boolean silent,
            long version) {}

    record Outage(long id, Instant silentFrom, Instant heardAgainAt) {}

    Optional<Device> find(String serial, Instant silentBefore) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM window_device WHERE serial = :serial")
                .param("serial", serial)
                .param("silentBefore", utc(silentBefore))
                .query((row, _) -> device(row))
                .optional();
    }

    List<Device> list(@Nullable String windowCode, boolean onlySilent, Instant silentBefore, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM window_device
                 WHERE serial > :after
                   AND (:window::text IS NULL OR window_code = :window)
                   AND (NOT :onlySilent OR (\s""" + SILENT + """
                ))
                 ORDER BY serial
                 LIMIT :limit
                """)
                .param("after", after)
                .param("window", windowCode)
                .param("onlySilent", onlySilent)
                .param("silentBefore", utc(silentBefore))
                .param("limit", limit)
                .query((row, _) -> device(row))
                .list();
    }

    boolean insert(String serial, DeviceKind kind, @Nullable String windowCode, byte[] keyHash, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO window_device (serial, kind, window_code, key_hash, bound_at, changed_by, version)
                VALUES (:serial, :kind, :window, :hash, :at, :by, 1)
                ON CONFLICT (serial) DO NOTHING
                """)
                        .param("serial", serial)
                        .param("kind", kind.name())
                        .param("window", windowCode)
                        .param("hash", keyHash)
                        .param("by", by)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** The wait for its heartbeat begins anew at another window. */
    boolean update(
            String serial, DeviceKind kind, @Nullable String windowCode, long seenVersion, String by, Instant at) {
        return jdbc.sql("""
                UPDATE window_device
                   SET kind = :kind,
                       bound_at = CASE WHEN window_code IS DISTINCT FROM :window THEN :at ELSE bound_at END,
                       window_code = :window, changed_by = :by, version = version + 1
                 WHERE serial = :serial AND version = :seen
                """)
                        .param("serial", serial)
                        .param("kind", kind.name())
                        .param("window", windowCode)
                        .param("seen", seenVersion)
                        .param("by", by)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    boolean changeKey(String serial, byte[] keyHash, String by) {
        return jdbc.sql("""
                UPDATE window_device
                   SET key_hash = :hash, changed_by = :by, version = version + 1
                 WHERE serial = :serial
                """)
                        .param("serial", serial)
                        .param("hash", keyHash)
                        .param("by", by)
                        .update()
                == 1;
    }

    /**
     * One statement a heartbeat: it checks the key, notes the time, and writes down the silence that it ends, if that
     * was too long. A heartbeat that comes late does not turn time back.
     */
    boolean hear(String serial, byte[] keyHash, @Nullable String state, Instant at, Instant silentBefore) {
        return jdbc.sql("""
                WITH known AS (
                    SELECT serial, greatest(heard_at, bound_at) AS last, window_code
                      FROM window_device
                     WHERE serial = :serial AND key_hash = :hash
                       FOR UPDATE),
                outage AS (
                    INSERT INTO device_outage (serial, silent_from, heard_again_at)
                    SELECT serial, last, :at FROM known WHERE last < :silentBefore AND window_code IS NOT NULL)
                UPDATE window_device AS device
                   SET heard_at = greatest(device.heard_at, :at), state = :state
                  FROM known
                 WHERE device.serial = known.serial
                """)
                        .param("serial", serial)
                        .param("hash", keyHash)
                        .param("state", state)
                        .param("at", utc(at))
                        .param("silentBefore", utc(silentBefore))
                        .update()
                == 1;
    }

    /** Newest first. */
    List<Outage> outages(String serial, long before, int limit) {
        return jdbc.sql("""
                SELECT id, silent_from, heard_again_at
                  FROM device_outage
                 WHERE serial = :serial AND id < :before
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                .param("serial", serial)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Outage(
                        row.getLong("id"),
                        row.getObject("silent_from", OffsetDateTime.class).toInstant(),
                        row.getObject("heard_again_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Forgets a bounded number of the oldest silences; true if there may be more. */
    boolean forget(Instant olderThan) {
        return jdbc.sql("""
                DELETE FROM device_outage
                 WHERE id IN (SELECT id FROM device_outage WHERE heard_again_at < :olderThan
                               ORDER BY heard_again_at LIMIT :most FOR UPDATE SKIP LOCKED)
                """)
                        .param("olderThan", utc(olderThan))
                        .param("most", PURGED_AT_ONCE)
                        .update()
                == PURGED_AT_ONCE;
    }

    int countSilent(Instant silentBefore) {
        return jdbc.sql("SELECT count(*) FROM window_device WHERE " + SILENT)
                .param("silentBefore", utc(silentBefore))
                .query(Integer.class)
                .single();
    }

    /** The windows where a device of this kind stands. */
    Set<String> windowsWith(DeviceKind kind) {
        return new TreeSet<>(jdbc.sql(
                        "SELECT DISTINCT window_code FROM window_device WHERE kind = :kind AND window_code IS NOT NULL")
                .param("kind", kind.name())
                .query(String.class)
                .list());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Device device(ResultSet row) throws SQLException {
        var heardAt = row.getObject("heard_at", OffsetDateTime.class);
        return new Device(
                row.getString("serial"),
                DeviceKind.valueOf(row.getString("kind")),
                row.getString("window_code"),
                row.getObject("bound_at", OffsetDateTime.class).toInstant(),
                heardAt == null ? null : heardAt.toInstant(),
                row.getString("state"),
                row.getBoolean("silent"),
                row.getLong("version"));
    }
}
