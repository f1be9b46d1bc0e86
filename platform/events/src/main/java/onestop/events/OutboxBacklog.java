package onestop.events;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much waits in the outbox. Counting is bounded, so that asking stays cheap when the broker is long away. */
final class OutboxBacklog {
    private static final int COUNTED_AT_MOST = 100_000;
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private State state = new State(0, Duration.ZERO);
    private long readAtNanos;
    private boolean read;

    OutboxBacklog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What waits, at most a second old. */
    synchronized State now() {
        long nanos = System.nanoTime();
        if (!read || nanos - readAtNanos > KEPT_NANOS) {
            state = jdbc.sql("""
                    SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT :most) counted) AS waiting,
                           coalesce((SELECT extract(epoch FROM clock_timestamp() - created_at)
                                       FROM outbox ORDER BY seq LIMIT 1), 0)::double precision AS oldest_seconds
                    """)
                    .param("most", COUNTED_AT_MOST)
                    .query((row, _) -> new State(
                            row.getLong("waiting"),
                            Duration.ofMillis(Math.max(0, Math.round(row.getDouble("oldest_seconds") * 1000)))))
                    .single();
            readAtNanos = nanos;
            read = true;
        }
        return state;
    }

    /** @param waiting number of events, counted up to 100 000 */
    record State(long waiting, Duration oldest) {}
}
