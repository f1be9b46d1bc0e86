package onestop.appeal.personal;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a change of keys: seals with the newest key whatever an older one sealed, a bounded batch at a time. Replicas share the work; a
 * row somebody else holds is left for the next run. With one key there is nothing to do.
 *
 * <p>The gauge {@code onestop.appeal.personal.old} tells how many texts the last round found sealed with older keys: 0 means that they
 * may go.
 */
@Component
class Reseal {
    private static final Logger log = LoggerFactory.getLogger(Reseal.class);

    /** Every column that holds sealed texts, and how a row's place is written. A test looks that none is forgotten. */
    static final List<Column> COLUMNS = List.of(
            new Column("conversation", "phone", "'conversation/' || id || '/phone'"),
            new Column("conversation_line", "text", "'conversation/' || conversation_id || '/' || number"));

    private final SealedTexts sealed;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final int batch;
    private final AtomicLong old = new AtomicLong();

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
        meters.gauge("onestop.appeal.personal.old", old);
    }

    /** All three are fixed texts of this class. */
    record Column(String table, String name, String place) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Row(String at, String place, byte[] text) {}

    @Scheduled(
            fixedDelayString = "${onestop.appeal.personal.reseal-interval}",
            initialDelayString = "${onestop.appeal.personal.reseal-interval}")
    void run() {
        if (!sealed.severalKeys()) {
            return;
        }
        try {
            long found = 0;
            for (var column : COLUMNS) {
                int some;
                do {
                    some = batchOf(column);
                    found += some;
                } while (some == batch);
            }
            old.set(found);
            if (found > 0) {
                log.info("{} personal texts were sealed with the newest key", found);
            }
        } catch (DataAccessException e) {
            log.warn("Personal texts are sealed anew later: {}", e.toString());
        }
    }

    /** Rows are named by where they lie: they are held, so they stay there. */
    private int batchOf(Column column) {
        Integer done = transaction.execute(_ -> {
            var rows = jdbc.sql("""
                    SELECT CAST(ctid AS text) AS at, %3$s AS place, %2$s AS text
                      FROM %1$s
                     WHERE %2$s IS NOT NULL AND substr(%2$s, 1, :length) <> :newest
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED
                    """.formatted(column.table(), column.name(), column.place()))
                    .param("newest", sealed.newestHeader())
                    .param("length", sealed.newestHeader().length)
                    .param("most", batch)
                    .query((row, _) -> new Row(row.getString("at"), row.getString("place"), row.getBytes("text")))
                    .list();
            if (rows.isEmpty()) {
                return 0;
            }
            var places = new ArrayList<String>();
            var texts = new ArrayList<byte[]>();
            for (var row : rows) {
                places.add(row.at());
                texts.add(sealed.seal(sealed.open(row.text(), row.place()), row.place()));
            }
            jdbc.sql("""
                    UPDATE %1$s AS t
                       SET %2$s = r.text
                      FROM unnest(:places::tid[], :texts::bytea[]) AS r (place, text)
                     WHERE t.ctid = r.place
                    """.formatted(column.table(), column.name()))
                    .param("places", places.toArray(String[]::new))
                    .param("texts", texts.toArray(byte[][]::new))
                    .update();
            return rows.size();
        });
        return done == null ? 0 : done;
    }
}
