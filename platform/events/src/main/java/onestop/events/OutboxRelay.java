package onestop.events;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.type.TypeReference;

/**
 * Sends what waits in the outbox to Kafka, in order.
 *
 * <p>One relay per database is at work, whatever the number of replicas: it holds a session advisory lock, and its
 * fixed transactional id lets the broker fence a predecessor that was only paused. A batch is one Kafka transaction: it
 * becomes visible whole or not at all, so a later batch can never overtake an earlier one. Rows are deleted after the
 * broker's acknowledgement; a crash in between repeats them, and consumers' inboxes drop the repetition.
 */
final class OutboxRelay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** Any number that all replicas share; advisory locks are per database and each service has its own. */
    private static final long RELAY_LOCK = 0x0075_7462_6F78L;

    private static final Duration FOLLOWER_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);

    private static final String NEXT_BATCH = """
            SELECT seq, event_id, topic, msg_key, type, subject, sequence, occurred_at, traceparent,
                   headers::text AS headers, payload
              FROM (SELECT o.*,
                           sum(coalesce(octet_length(o.payload), 0)) OVER (ORDER BY o.seq)
                             - coalesce(octet_length(o.payload), 0) AS bytes_before
                      FROM (SELECT * FROM outbox ORDER BY seq LIMIT ?) o) batch
             WHERE bytes_before < ?
             ORDER BY seq
            """;

    private final JdbcConnectionDetails database;
    private final Map<String, Object> producerSettings;
    private final Topics topics;
    private final RelaySignal signal;
    private final EventsProperties settings;
    private final String source;
    private final AtomicLong published = new AtomicLong();

    private volatile boolean running;
    private volatile boolean leading;
    private @Nullable Thread thread;

    OutboxRelay(
            JdbcConnectionDetails database,
            Map<String, Object> producerSettings,
            Topics topics,
            RelaySignal signal,
            EventsProperties settings,
            String service) {
        this.database = database;
        this.producerSettings = producerSettings;
        this.topics = topics;
        this.signal = signal;
        this.settings = settings;
        this.source = "/" + service;
    }

    long published() {
        return published.get();
    }

    boolean leading() {
        return leading;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread relay;
        synchronized (this) {
            running = false;
            relay = thread;
            thread = null;
        }
        if (relay != null) {
            signal.wake();
            try {
                if (!relay.join(Duration.ofSeconds(5))) {
                    relay.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before consumers and the web server, stops after them: what they still commit still leaves. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        var backOff = Duration.ofMillis(100);
        while (running) {
            try (Connection connection = connect()) {
                if (!lock(connection)) {
                    signal.await(FOLLOWER_WAIT);
                    continue;
                }
                topics.ensure();
                try (var producer = producer()) {
                    producer.initTransactions();
                    leading = true;
                    log.debug("relay leads");
                    backOff = Duration.ofMillis(100);
                    pump(connection, producer);
                } finally {
                    leading = false;
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                if (running) {
                    log.warn("relay pauses {} ms: {}", backOff.toMillis(), e.toString());
                    backOff = pause(backOff);
                }
            }
        }
    }

    private static Duration pause(Duration backOff) {
        try {
            Thread.sleep(backOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var next = backOff.multipliedBy(2);
        return next.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : next;
    }

    private void pump(Connection connection, KafkaProducer<byte[], byte[]> producer)
            throws SQLException, InterruptedException {
        try (var select = connection.prepareStatement(NEXT_BATCH);
                var delete = connection.prepareStatement("DELETE FROM outbox WHERE seq = ANY (?)")) {
            while (running) {
                var sequences = new ArrayList<Long>();
                var records = nextBatch(select, sequences);
                if (records.isEmpty()) {
                    signal.await(settings.pollInterval());
                    continue;
                }
                producer.beginTransaction();
                for (var message : records) {
                    var _ = producer.send(message); // a failed send fails the commit
                }
                producer.commitTransaction();
                delete.setArray(1, connection.createArrayOf("bigint", sequences.toArray()));
                delete.executeUpdate();
                published.addAndGet(records.size());
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> nextBatch(PreparedStatement select, List<Long> sequences)
            throws SQLException {
        select.setInt(1, settings.relayBatch());
        select.setLong(2, settings.relayBatchBytes());
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                sequences.add(row.getLong("seq"));
                records.add(message(row));
            }
        }
        return records;
    }

    private ProducerRecord<byte[], byte[]> message(ResultSet row) throws SQLException {
        var headers = new RecordHeaders();
        var own = row.getString("headers");
        if (own != null) { // a dead letter keeps the headers that it came with
            EventJson.MAPPER
                    .readValue(own, new TypeReference<Map<String, String>>() {})
                    .forEach((name, value) -> headers.add(name, bytes(value)));
        } else {
            headers.add(Headers.SPEC_VERSION, bytes("1.0"));
            headers.add(Headers.ID, bytes(row.getString("event_id")));
            headers.add(Headers.SOURCE, bytes(source));
            headers.add(Headers.TYPE, bytes(row.getString("type")));
            headers.add(Headers.SUBJECT, bytes(row.getString("subject")));
            headers.add(Headers.SEQUENCE, bytes(row.getString("sequence")));
            headers.add(
                    Headers.TIME,
                    bytes(row.getObject("occurred_at", OffsetDateTime.class)
                            .toInstant()
                            .toString()));
            headers.add(Headers.PARTITION_KEY, bytes(row.getString("msg_key")));
            headers.add(Headers.CONTENT_TYPE, bytes("application/json"));
            var trace = row.getString("traceparent");
            if (trace != null) {
                headers.add(Headers.TRACE_PARENT, bytes(trace));
            }
        }
        return new ProducerRecord<>(
                row.getString("topic"), null, bytes(row.getString("msg_key")), row.getBytes("payload"), headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producerSettings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var ask = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            ask.setLong(1, RELAY_LOCK);
            try (var answer = ask.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** A connection outside the pool, since it is held for as long as this relay leads. */
    private Connection connect() throws SQLException {
        var properties = new Properties();
        if (database.getUsername() != null) {
            properties.setProperty("user", database.getUsername());
        }
        if (database.getPassword() != null) {
            properties.setProperty("password", database.getPassword());
        }
        properties.setProperty("ApplicationName", "outbox-relay");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }
}
