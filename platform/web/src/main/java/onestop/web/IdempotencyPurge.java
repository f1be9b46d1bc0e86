package onestop.web;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forgets replies that are two days old, a bounded batch at a time, so that a large purge never holds locks for long.
 * Replicas may purge at the same time; each takes other rows.
 */
final class IdempotencyPurge implements InitializingBean, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyPurge.class);
    private static final int BATCH = 1_000;
    private static final int BATCHES_PER_RUN = 100;
    private static final long MINUTES_BETWEEN_RUNS = 10;

    private final JdbcClient jdbc;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idempotency-purge").factory());

    IdempotencyPurge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        var _ = timer.scheduleWithFixedDelay(
                this::runQuietly, MINUTES_BETWEEN_RUNS, MINUTES_BETWEEN_RUNS, TimeUnit.MINUTES);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    private void runQuietly() {
        try {
            int purged = run();
            if (purged > 0) {
                log.debug("Forgot {} idempotency keys", purged);
            }
        } catch (RuntimeException e) {
            log.warn("Idempotency keys were not purged; next try in {} minutes", MINUTES_BETWEEN_RUNS, e);
        }
    }

    /** The database's clock decides: it wrote {@code stored_at}, and all replicas share it. */
    int run() {
        int purged = 0;
        for (int batch = 0; batch < BATCHES_PER_RUN; batch++) {
            int rows = jdbc.sql("""
                    DELETE FROM idempotency_key
                     WHERE ctid = ANY (ARRAY(
                           SELECT ctid
                             FROM idempotency_key
                            WHERE stored_at < now() - interval '48 hours'
                            ORDER BY stored_at
                            LIMIT :batch
                              FOR UPDATE SKIP LOCKED))
                    """).param("batch", BATCH).update();
            purged += rows;
            if (rows < BATCH) {
                break;
            }
        }
        return purged;
    }
}
