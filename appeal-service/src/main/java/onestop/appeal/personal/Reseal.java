package onestop.appeal.personal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a change of keys: seals with the newest key whatever another configured one sealed, a bounded batch at a time, so that the old
 * key can be taken away in the end. Replicas share the work; a row somebody else holds is left for the next run. A text that cannot be
 * opened is passed by and stays as it is. With one key there is nothing to do.
 *
 * <p>The gauge {@code onestop.appeal.personal.old} tells how many texts the newest key had not sealed when the last round had ended: 0
 * means that the older keys may go. It is no number before a round has ended, after one that failed, and with one key.
 */
@Component
class Reseal {
    private static final Logger log = LoggerFactory.getLogger(Reseal.class);

    /** Every column that holds sealed texts, and how a row's place is written. A test looks that none is forgotten. */
    static final List<Column> COLUMNS = List.of(
            new Column("conversation", "phone", "'conversation/' || id || '/phone'"),
            new Column("conversation_line", "text", "'conversation/' || conversation_id || '/' || number"),
            new Column("guest", "name", "'guest/' || id || '/name'"),
            new Column("guest", "phone", "'guest/' || id || '/phone'"));

    /** So many unreadable texts of one column are no accident but a wrong key: the round goes on with the next column. */
    private static final int MOST_PASSED_BY = 1_000;

    private final SealedTexts sealed;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final int batch;
    private volatile double old = Double.NaN;

    Reseal(
            SealedTexts sealed,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MeterRegistry meters,
            @Value("${onestop.appeal.personal.reseal-batch}") int batch) {
        this.sealed = sealed;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.batch = batch;
        Gauge.builder("onestop.appeal.personal.old", () -> old)
                .strongReference(true)
                .register(meters);
    }

    /** All three are fixed texts of this class. */
    record Column(String table, String name, String place) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Row(String at, String place, byte[] text) {}

    /** What was read, and where the texts lie among it that cannot be opened. */
    private record Taken(int texts, List<String> unreadable) {}

    @Scheduled(fixedDelayString = "${onestop.appeal.personal.reseal-interval}", initialDelayString = "10s")
    void run() {
        if (!sealed.severalKeys()) {
            return;
        }
        double left = Double.NaN;
        try {
            int done = COLUMNS.stream().mapToInt(this::goThrough).sum();
            if (done > 0) {
                log.info("{} personal texts were sealed with the newest key", done);
            }
            left = left();
        } finally {
            old = left;
        }
    }

    /** @return how many texts of the column were sealed anew */
    private int goThrough(Column column) {
        var passedBy = new ArrayList<String>();
        int done = 0;
        Taken taken;
        do {
            taken = batchOf(column, passedBy);
            done += taken.texts() - taken.unreadable().size();
            passedBy.addAll(taken.unreadable());
        } while (taken.texts() == batch && passedBy.size() < MOST_PASSED_BY);
        if (!passedBy.isEmpty()) {
            log.warn(
                    "{} texts in {}.{} cannot be opened; they stay as they are",
                    passedBy.size(),
                    column.table(),
                    column.name());
        }
        return done;
    }

    /** Rows are named by where they lie: they are held, so they stay there. */
    private Taken batchOf(Column column, List<String> passedBy) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var rows = jdbc.sql("""
                    SELECT CAST(ctid AS text) AS at, %3$s AS place, %2$s AS text
                      FROM %1$s
                     WHERE EXISTS (SELECT FROM unnest(:older::bytea[]) AS h WHERE substr(%2$s, 1, length(h)) = h)
                       AND ctid <> ALL (:passedBy::tid[])
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED
                    """.formatted(column.table(), column.name(), column.place()))
                    .param("older", sealed.olderHeaders().toArray(byte[][]::new))
                    .param("passedBy", passedBy.toArray(String[]::new))
                    .param("most", batch)
                    .query((row, _) -> new Row(row.getString("at"), row.getString("place"), row.getBytes("text")))
                    .list();
            var places = new ArrayList<String>();
            var texts = new ArrayList<byte[]>();
            var unreadable = new ArrayList<String>();
            for (var row : rows) {
                var text = sealedAnew(row);
                if (text == null) {
                    unreadable.add(row.at());
                } else {
                    places.add(row.at());
                    texts.add(text);
                }
            }
            if (!places.isEmpty()) {
                jdbc.sql("""
                        UPDATE %1$s AS t
                           SET %2$s = r.text
                          FROM unnest(:places::tid[], :texts::bytea[]) AS r (place, text)
                         WHERE t.ctid = r.place
                        """.formatted(column.table(), column.name()))
                        .param("places", places.toArray(String[]::new))
                        .param("texts", texts.toArray(byte[][]::new))
                        .update();
            }
            return new Taken(rows.size(), unreadable);
        }));
    }

    /** Null when it cannot be opened. */
    private byte @Nullable [] sealedAnew(Row row) {
        try {
            return sealed.seal(sealed.open(row.text(), row.place()), row.place());
        } catch (IllegalStateException _) {
            return null;
        }
    }

    /** Texts of all columns that the newest key has not sealed, whether or not their own can be opened. */
    private long left() {
        var parts = COLUMNS.stream()
                .map(column -> """
                        (SELECT count(*) FROM %1$s WHERE %2$s IS NOT NULL AND substr(%2$s, 1, :length) <> :newest)
                        """.formatted(column.table(), column.name()))
                .collect(Collectors.joining(" + "));
        return jdbc.sql("SELECT " + parts)
                .param("newest", sealed.newestHeader())
                .param("length", sealed.newestHeader().length)
                .query(Long.class)
                .single();
    }
}
