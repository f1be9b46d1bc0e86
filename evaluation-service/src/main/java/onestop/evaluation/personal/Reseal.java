package onestop.evaluation.personal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a change of keys: seals with the newest key whatever an older one sealed, row by row in the order of their keys, a
 * bounded batch a transaction, so that the old key can be taken away in the end. How far it has come is stored: who is
 * killed, or starts anew, goes on from there. Replicas take turns. A text that cannot be opened is passed by and stays as it is. With
 * one key there is nothing to do.
 *
 * <p>The gauge {@code onestop.evaluation.personal.old} tells how many texts the newest key had not sealed when the last round had
 * ended: 0 means that the older keys may go. It is no number before a round has ended, after one that failed, and with one key.
 */
@Component
class Reseal {
    private static final Logger log = LoggerFactory.getLogger(Reseal.class);

    /** Every column that holds sealed texts. A test looks that none is forgotten. */
    static final List<Source> SOURCES = List.of(
            new Source("rating_giver", "rating_id", "uuid", List.of("subject_sealed", "contact_sealed")),
            new Source("open_feedback_contact", "feedback_id", "uuid", List.of("contact")),
            new Source("handled_file", "receipt_number", "text", List.of("enterprise_name")));

    private final Sealing sealing;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final int batch;
    private volatile double old = Double.NaN;

    /** By table, how many texts under a configured older key the last passage could not open. */
    private final Map<String, Long> unreadable = new ConcurrentHashMap<>();

    Reseal(
            Sealing sealing,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            InstantSource clock,
            MeterRegistry meters,
            @Value("${onestop.evaluation.personal.reseal-batch}") int batch) {
        this.sealing = sealing;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.batch = batch;
        Gauge.builder("onestop.evaluation.personal.old", () -> old)
                .strongReference(true)
                .register(meters);
    }

    /** Names are fixed texts of this class. */
    record Source(String table, String key, String keyType, List<String> columns) {
        private String select(boolean fromTheBeginning) {
            return "SELECT CAST(%2$s AS text) AS key, %3$s FROM %1$s %4$s ORDER BY %2$s LIMIT :most FOR UPDATE"
                    .formatted(
                            table,
                            key,
                            String.join(", ", columns),
                            fromTheBeginning ? "" : "WHERE %s > CAST(:after AS %s)".formatted(key, keyType));
        }

        private String update(String column) {
            return """
                    UPDATE %1$s AS t SET %3$s = r.text
                      FROM unnest(:keys::text[], :texts::bytea[]) AS r (key, text)
                     WHERE t.%2$s = CAST(r.key AS %4$s)
                    """.formatted(table, key, column, keyType);
        }

        private String count() {
            var parts = columns.stream().map(column -> """
                            count(*) FILTER (WHERE EXISTS (
                                SELECT FROM unnest(CAST(:older AS bytea[])) AS h WHERE substr(%1$s, 1, length(h)) = h))
                            """.formatted(column)).toList();
            return "SELECT %s FROM %s".formatted(String.join(" + ", parts), table);
        }

        private Stream<String> countsOfOthers() {
            return columns.stream().map(column -> """
                    (SELECT count(*) FROM %1$s WHERE %2$s IS NOT NULL AND substr(%2$s, 1, :length) <> :newest)
                    """.formatted(table, column));
        }
    }

    private record Row(String key, List<byte @Nullable []> texts) {}

    @Scheduled(fixedDelayString = "${onestop.evaluation.personal.reseal-interval}", initialDelayString = "10s")
    void run() {
        if (!sealing.severalKeys()) {
            return;
        }
        double left = Double.NaN;
        try {
            SOURCES.forEach(this::goThrough);
            left = left();
        } finally {
            old = left;
        }
    }

    /** Unless nothing is there to be sealed anew but what could not be opened the last time. */
    private void goThrough(Source source) {
        long before = unreadable.getOrDefault(source.table(), 0L);
        if (underOlderKeys(source) <= before) {
            return;
        }
        reopen(source);
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(_ -> batchOf(source)));
        } while (more);
        if (isFinished(source)) {
            long passedBy = underOlderKeys(source);
            unreadable.put(source.table(), passedBy);
            if (passedBy > 0) {
                log.warn("{} texts in {} cannot be opened; they stay as they are", passedBy, source.table());
            }
        }
    }

    private boolean isFinished(Source source) {
        return jdbc.sql("""
                SELECT count(*) FROM reseal_progress
                 WHERE source = :source AND key_id = :key AND finished_at IS NOT NULL
                """)
                        .param("source", source.table())
                        .param("key", sealing.newestKey())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The key has been the newest before, or a replica that did not know it has written since. */
    private void reopen(Source source) {
        jdbc.sql("""
                UPDATE reseal_progress SET after = '', finished_at = NULL
                 WHERE source = :source AND key_id = :key AND finished_at IS NOT NULL
                """)
                .param("source", source.table())
                .param("key", sealing.newestKey())
                .update();
    }

    /** One batch; false when nothing is left, or another replica has its turn. */
    boolean batchOf(Source source) {
        var place = place(source);
        if (place == null) {
            return false;
        }
        var select = jdbc.sql(source.select(place.isEmpty())).param("most", batch);
        var rows = (place.isEmpty() ? select : select.param("after", place))
                .query((row, _) -> {
                    var texts = new ArrayList<byte @Nullable []>();
                    for (var column : source.columns()) {
                        texts.add(row.getBytes(column));
                    }
                    return new Row(row.getString("key"), texts);
                })
                .list();
        if (rows.isEmpty()) {
            end(source);
            return false;
        }
        int resealed = 0;
        for (int i = 0; i < source.columns().size(); i++) {
            resealed += reseal(source, i, rows);
        }
        jdbc.sql("""
                UPDATE reseal_progress SET after = :after, resealed = resealed + :resealed
                 WHERE source = :source AND key_id = :key
                """)
                .param("after", rows.getLast().key())
                .param("resealed", resealed)
                .param("source", source.table())
                .param("key", sealing.newestKey())
                .update();
        return true;
    }

    /** Where to go on, held for this transaction; null when it is finished, or another replica holds it. */
    private @Nullable String place(Source source) {
        jdbc.sql("INSERT INTO reseal_progress (source, key_id) VALUES (:source, :key) ON CONFLICT DO NOTHING")
                .param("source", source.table())
                .param("key", sealing.newestKey())
                .update();
        return jdbc.sql("""
                SELECT after FROM reseal_progress
                 WHERE source = :source AND key_id = :key AND finished_at IS NULL
                   FOR UPDATE SKIP LOCKED
                """)
                .param("source", source.table())
                .param("key", sealing.newestKey())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private int reseal(Source source, int column, List<Row> rows) {
        var keys = new ArrayList<String>();
        var texts = new ArrayList<byte @Nullable []>();
        for (var row : rows) {
            var sealed = row.texts().get(column);
            var anew = sealed == null ? null : sealedAnew(sealed);
            if (anew != null) {
                keys.add(row.key());
                texts.add(anew);
            }
        }
        return keys.isEmpty()
                ? 0
                : jdbc.sql(source.update(source.columns().get(column)))
                        .param("keys", keys.toArray(String[]::new))
                        .param("texts", texts.toArray(byte[][]::new))
                        .update();
    }

    /** The last row has been passed. */
    private void end(Source source) {
        jdbc.sql("""
                UPDATE reseal_progress SET after = '', finished_at = :at WHERE source = :source AND key_id = :key
                """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("source", source.table())
                .param("key", sealing.newestKey())
                .update();
        log.info("{} has been gone through; what a configured key sealed is sealed with the newest", source.table());
    }

    /** Null when no other configured key sealed it, or it cannot be opened. */
    private byte @Nullable [] sealedAnew(byte[] sealed) {
        boolean older = sealing.olderHeaders().stream()
                .anyMatch(header -> sealed.length > header.length
                        && Arrays.equals(sealed, 0, header.length, header, 0, header.length));
        try {
            return older ? sealing.seal(sealing.open(sealed)) : null;
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException _) { // changed or cut off
            return null;
        }
    }

    /** Texts under older keys which are still configured; those of a key that is gone nobody can read. */
    private long underOlderKeys(Source source) {
        return jdbc.sql(source.count())
                .param("older", sealing.olderHeaders().toArray(byte[][]::new))
                .query(Long.class)
                .single();
    }

    /** Texts of all columns that the newest key has not sealed, whether or not their own can be opened. */
    private long left() {
        var parts = SOURCES.stream().flatMap(Source::countsOfOthers).collect(Collectors.joining(" + "));
        return jdbc.sql("SELECT " + parts)
                .param("newest", sealing.newestHeader())
                .param("length", sealing.newestHeader().length)
                .query(Long.class)
                .single();
    }
}
