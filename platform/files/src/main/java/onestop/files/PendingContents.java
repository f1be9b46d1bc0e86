package onestop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Contents between the store and the row that is to name them. A place is announced before anything is stored there; when
 * the process dies before a row names it, the sweep finds the announcement and removes the content. The service brings the
 * table {@code pending_content (place, announced_at)}.
 *
 * <p>Replicas may sweep at the same time, and while others upload: the announcement is held while the content is removed,
 * so that who sends the same content waits, and then stores it anew.
 */
public final class PendingContents {
    private static final Logger log = LoggerFactory.getLogger(PendingContents.class);
    private static final int MOST = 500;

    /** No upload takes so long. */
    static final Duration ABANDONED = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final ContentStore store;
    private final Predicate<String> named;
    private final TransactionTemplate alone;

    /** @param named whether a row names the content of this place */
    public PendingContents(
            JdbcClient jdbc, PlatformTransactionManager transactions, ContentStore store, Predicate<String> named) {
        this.jdbc = jdbc;
        this.store = store;
        this.named = named;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** To be called before a content is stored; stands when it returns, whatever becomes of the caller's transaction. */
    public void announce(String place) {
        alone.executeWithoutResult(_ -> jdbc.sql("""
                INSERT INTO pending_content (place, announced_at) VALUES (:place, now())
                    ON CONFLICT (place) DO UPDATE SET announced_at = excluded.announced_at
                """).param("place", place).update());
    }

    /** To be called when a row names the content, or the content is gone. When it is not called, the sweep finds out. */
    public void settled(String place) {
        jdbc.sql("DELETE FROM pending_content WHERE place = :place")
                .param("place", place)
                .update();
    }

    /** Removes a bounded number of contents that nothing came to name, and what broken-off uploads left; returns how many contents. */
    public int sweep(Instant now) {
        int removed = 0;
        try {
            for (int i = 0; i < MOST; i++) {
                var step = alone.execute(_ -> sweepOne());
                if (step == null || step == Step.NOTHING_LEFT) {
                    break;
                }
                removed += step == Step.REMOVED ? 1 : 0;
            }
            removeParts(now);
        } catch (IOException e) {
            log.warn("What broken-off uploads left could not be removed; it is looked at again in the next run", e);
        }
        return removed;
    }

    private enum Step {
        REMOVED,
        KEPT,
        NOTHING_LEFT
    }

    /** The database's clock decides: it wrote the announcement, and all replicas share it. */
    private Step sweepOne() {
        var place = jdbc.sql("""
                SELECT place FROM pending_content
                 WHERE announced_at < now() - make_interval(secs => :seconds)
                 ORDER BY announced_at
                 LIMIT 1
                   FOR UPDATE SKIP LOCKED
                """)
                .param("seconds", ABANDONED.toSeconds())
                .query(String.class)
                .optional()
                .orElse(null);
        if (place == null) {
            return Step.NOTHING_LEFT;
        }
        boolean kept = named.test(place);
        if (!kept) {
            try {
                store.delete(place);
            } catch (IOException e) {
                log.warn("An abandoned content could not be removed; it is looked at again when the others were", e);
                later(place);
                return Step.KEPT;
            }
        }
        settled(place);
        return kept ? Step.KEPT : Step.REMOVED;
    }

    /** One that cannot be removed does not keep the others from their turn. */
    private void later(String place) {
        jdbc.sql("UPDATE pending_content SET announced_at = now() WHERE place = :place")
                .param("place", place)
                .update();
    }

    private void removeParts(Instant now) throws IOException {
        try (var parts = Files.newDirectoryStream(store.incoming())) {
            for (var part : parts) {
                if (Files.isRegularFile(part)
                        && Files.getLastModifiedTime(part).toInstant().isBefore(now.minus(ABANDONED))) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
