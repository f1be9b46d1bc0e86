package onestop.evaluation.evaluators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.InvitedService;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of evaluators and of what their windows are told. */
@Repository
class Evaluators {
    private static final String COLUMNS = "serial, unit, window_code, version";

    private final JdbcClient jdbc;

    Evaluators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Evaluator(String serial, String unit, @Nullable String windowCode, long version) {}

    /** One invitation of a window, by its number there. */
    record Call(long number, InvitationId invitation) {}

    Optional<Evaluator> find(String serial) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM evaluator WHERE serial = :serial")
                .param("serial", serial)
                .query((row, _) -> evaluator(row))
                .optional();
    }

    /** The device, if the key is its own. */
    Optional<Evaluator> find(String serial, byte[] keyHash) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM evaluator WHERE serial = :serial AND key_hash = :hash")
                .param("serial", serial)
                .param("hash", keyHash)
                .query((row, _) -> evaluator(row))
                .optional();
    }

    List<Evaluator> list(@Nullable String unit, String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                 FROM evaluator
                 WHERE serial > :after AND (:unit::text IS NULL OR unit = :unit)
                 ORDER BY serial
                 LIMIT :limit
                """)
                .param("after", after)
                .param("unit", unit)
                .param("limit", limit)
                .query((row, _) -> evaluator(row))
                .list();
    }

    boolean insert(Evaluator device, byte[] keyHash, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO evaluator (serial, unit, window_code, key_hash, changed_by, changed_at, version)
                VALUES (:serial, :unit, :window, :hash, :by, :at, 1)
                    ON CONFLICT (serial) DO NOTHING
                """)
                        .param("serial", device.serial())
                        .param("unit", device.unit())
                        .param("window", device.windowCode())
                        .param("hash", keyHash)
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @param device with the version that was seen */
    boolean update(Evaluator device, String by, Instant at) {
        return jdbc.sql("""
                UPDATE evaluator
                   SET unit = :unit, window_code = :window, changed_by = :by, changed_at = :at, version = version + 1
                 WHERE serial = :serial AND version = :seen
                """)
                        .param("serial", device.serial())
                        .param("unit", device.unit())
                        .param("window", device.windowCode())
                        .param("seen", device.version())
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void changeKey(String serial, byte[] keyHash, String by, Instant at) {
        jdbc.sql("""
                UPDATE evaluator SET key_hash = :hash, changed_by = :by, changed_at = :at, version = version + 1
                 WHERE serial = :serial
                """)
                .param("serial", serial)
                .param("hash", keyHash)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The versions of these devices; one that is gone is not there. */
    Map<String, Long> versions(Collection<String> serials) {
        return numbers("SELECT serial AS key, version AS number FROM evaluator WHERE serial = ANY (:keys)", serials);
    }

    /** The last number of each of these windows; a window that was never told anything is not there. */
    Map<String, Long> lastNumbers(Collection<String> windows) {
        return numbers(
                "SELECT window_code AS key, last_number AS number FROM window_stream WHERE window_code = ANY (:keys)",
                windows);
    }

    private Map<String, Long> numbers(String sql, Collection<String> keys) {
        var numbers = new HashMap<String, Long>();
        jdbc.sql(sql).param("keys", keys.toArray(String[]::new)).query((ResultSet row) -> {
            numbers.put(row.getString("key"), row.getLong("number"));
        });
        return numbers;
    }

    /** Numbers what was done at windows, window by window; whoever comes second waits for the first to commit. */
    void call(List<InvitedService> atWindows) {
        jdbc.sql("""
                WITH called AS (
                     SELECT window_code, invitation_id, row_number() OVER w AS place,
                            count(*) OVER (PARTITION BY window_code) AS among
                       FROM unnest(:windows::text[], :ids::uuid[])
                            WITH ORDINALITY AS c (window_code, invitation_id, position)
                     WINDOW w AS (PARTITION BY window_code ORDER BY position)),
                numbered AS (
                     INSERT INTO window_stream AS s (window_code, last_number)
                     SELECT window_code, count(*) FROM called GROUP BY window_code ORDER BY window_code
                         ON CONFLICT (window_code) DO UPDATE SET last_number = s.last_number + excluded.last_number
                     RETURNING window_code, last_number)
                INSERT INTO window_call (window_code, number, invitation_id)
                SELECT c.window_code, n.last_number - c.among + c.place, c.invitation_id
                  FROM called c JOIN numbered n ON n.window_code = c.window_code
                """)
                .param(
                        "windows",
                        atWindows.stream().map(InvitedService::windowCode).toArray(String[]::new))
                .param(
                        "ids",
                        atWindows.stream().map(service -> service.id().value()).toArray(UUID[]::new))
                .update();
    }

    /** What the unit did at the window after this number and since the day, and nobody has rated. */
    List<Call> callsAfter(String window, String unit, long number, LocalDate since, int most) {
        return jdbc.sql("""
                SELECT c.number, c.invitation_id
                  FROM window_call c JOIN invitation i ON i.id = c.invitation_id
                 WHERE c.window_code = :window AND c.number > :number AND i.unit = :unit AND i.rated_at IS NULL
                   AND i.served_on >= :since
                 ORDER BY c.number
                 LIMIT :most
                """)
                .param("window", window)
                .param("number", number)
                .param("unit", unit)
                .param("since", since)
                .param("most", most)
                .query((row, _) ->
                        new Call(row.getLong("number"), new InvitationId(row.getObject("invitation_id", UUID.class))))
                .list();
    }

    private static Evaluator evaluator(ResultSet row) throws SQLException {
        return new Evaluator(
                row.getString("serial"), row.getString("unit"), row.getString("window_code"), row.getLong("version"));
    }
}
