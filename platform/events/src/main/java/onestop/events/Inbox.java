package onestop.events;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which events a consumer has taken in. Written in the transaction of their effect. */
final class Inbox {
    private static final int PURGE_BATCH = 10_000;

    private final JdbcTemplate jdbc;

    Inbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records the ids and returns those that were not there. A simultaneous taker of the same id waits for this one. */
    Set<UUID> take(String consumer, Collection<UUID> ids) {
        var fresh = new HashSet<UUID>();
        jdbc.query(
                """
                INSERT INTO inbox (consumer, event_id)
                SELECT ?, id FROM unnest(?) AS id ORDER BY id
                    ON CONFLICT DO NOTHING
                RETURNING event_id
                """,
                statement -> {
                    statement.setString(1, consumer);
                    statement.setArray(2, statement.getConnection().createArrayOf("uuid", ids.toArray()));
                },
                row -> {
                    fresh.add(row.getObject(1, UUID.class));
                });
        return fresh;
    }

    /** Forgets a bounded number of old entries; returns how many. */
    int purge(Duration olderThan) {
        return jdbc.update("""
                DELETE FROM inbox
                 WHERE (consumer, event_id) IN (
                       SELECT consumer, event_id FROM inbox
                        WHERE received_at < now() - make_interval(secs => ?)
                        LIMIT ?)
                """, (double) olderThan.toSeconds(), PURGE_BATCH);
    }
}
