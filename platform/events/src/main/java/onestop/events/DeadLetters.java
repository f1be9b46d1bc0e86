package onestop.events;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/**
 * All SQL of the dead letters. A dead letter is written in the transaction that also marks the event as taken in, and
 * leaves for the dead-letter topic through the outbox: nothing is lost between the two.
 */
final class DeadLetters {
    private static final int LONGEST_REASON = 2_000;
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final RelaySignal signal;

    DeadLetters(JdbcClient jdbc, RelaySignal signal) {
        this.jdbc = jdbc;
        this.signal = signal;
    }

    /** The keys, among these, that an unresolved dead letter blocks for the consumer, as {@code topic\nkey}. */
    Set<String> blocked(String consumer, Collection<String> keys) {
        return new HashSet<>(jdbc.sql("""
                SELECT DISTINCT topic || E'\\n' || msg_key
                  FROM dead_letter
                 WHERE consumer = :consumer AND state <> 'RESOLVED' AND msg_key IN (:keys)
                """)
                .param("consumer", consumer)
                .param("keys", keys)
                .query(String.class)
                .list());
    }

    /** A record that is to become a dead letter, what is kept of its value, and why. */
    record Dead(UUID eventId, ConsumerRecord<byte[], byte[]> message, byte @Nullable [] kept, String reason) {}

    /** Keeps them and tells the dead-letter topic, in two statements however many; one that is kept already stays as it is. */
    void open(String consumer, List<Dead> letters) {
        if (letters.isEmpty()) {
            return;
        }
        var kept = new HashSet<UUID>(insert(consumer, letters, "OPEN"));
        var fresh =
                letters.stream().filter(letter -> kept.remove(letter.eventId())).toList();
        jdbc.sql("""
                INSERT INTO outbox (topic, msg_key, type, subject, sequence, occurred_at, headers, payload)
                SELECT topic, key, 'dead-letter', key, 0, now(), headers::jsonb, payload
                  FROM unnest(:topics::text[], :keys::text[], :headers::text[], :payloads::bytea[])
                       WITH ORDINALITY AS d (topic, key, headers, payload, position)
                 ORDER BY position
                """)
                .param("topics", texts(fresh, letter -> letter.message().topic() + ".dlt"))
                .param("keys", texts(fresh, letter -> Headers.key(letter.message())))
                .param("headers", texts(fresh, letter -> json(headersOf(consumer, letter))))
                .param("payloads", payloads(fresh))
                .update();
        signal.wake();
    }

    private static Map<String, String> headersOf(String consumer, Dead letter) {
        var message = letter.message();
        var headers = new LinkedHashMap<>(Headers.of(message));
        headers.put("onestop_reason", shortened(letter.reason()));
        headers.put("onestop_consumer", consumer);
        headers.put("onestop_topic", message.topic());
        headers.put("onestop_partition", Integer.toString(message.partition()));
        headers.put("onestop_offset", Long.toString(message.offset()));
        return headers;
    }

    void park(String consumer, Dead letter) {
        insert(consumer, List.of(letter), "PARKED");
    }

    /** Returns the events that were not kept before. */
    private List<UUID> insert(String consumer, List<Dead> letters, String state) {
        return jdbc.sql("""
                INSERT INTO dead_letter
                       (consumer, event_id, topic, partition, "offset", msg_key, headers, payload, reason, state)
                SELECT :consumer, event_id, topic, partition, position, key, headers::jsonb, payload, reason, :state
                  FROM unnest(:ids::uuid[], :topics::text[], :partitions::integer[], :offsets::bigint[], :keys::text[],
                              :headers::text[], :payloads::bytea[], :reasons::text[])
                       AS d (event_id, topic, partition, position, key, headers, payload, reason)
                 ORDER BY topic, partition, position
                    ON CONFLICT ON CONSTRAINT dead_letter_once_per_event DO NOTHING
                RETURNING event_id
                """)
                .param("consumer", consumer)
                .param("ids", texts(letters, letter -> letter.eventId().toString()))
                .param("topics", texts(letters, letter -> letter.message().topic()))
                .param(
                        "partitions",
                        texts(letters, letter -> String.valueOf(letter.message().partition())))
                .param(
                        "offsets",
                        texts(letters, letter -> String.valueOf(letter.message().offset())))
                .param("keys", texts(letters, letter -> Headers.key(letter.message())))
                .param("headers", texts(letters, letter -> json(Headers.of(letter.message()))))
                .param("payloads", payloads(letters))
                .param("reasons", texts(letters, letter -> shortened(letter.reason())))
                .param("state", state)
                .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .list();
    }

    private static String[] texts(List<Dead> letters, Function<Dead, String> text) {
        return letters.stream().map(text).toArray(String[]::new);
    }

    private static byte @Nullable [][] payloads(List<Dead> letters) {
        return letters.stream().map(Dead::kept).toArray(byte[][]::new);
    }

    private static String json(Map<String, String> headers) {
        return EventJson.MAPPER.writeValueAsString(headers);
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    List<DeadLetter> unresolved(@Nullable UUID after, int limit) {
        return jdbc.sql("""
                SELECT id, consumer, topic, partition, "offset", msg_key, reason, state, created_at
                  FROM dead_letter
                 WHERE state <> 'RESOLVED' AND id > :after
                 ORDER BY id
                 LIMIT :limit
                """)
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query((row, _) -> new DeadLetter(
                        row.getObject("id", UUID.class),
                        row.getString("consumer"),
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("offset"),
                        row.getString("msg_key"),
                        row.getString("reason"),
                        row.getString("state"),
                        instant(row.getObject("created_at", OffsetDateTime.class))))
                .list();
    }

    /** Whose dead letter this is, if it is unresolved. */
    Optional<String> consumerOf(UUID id) {
        return jdbc.sql("SELECT consumer FROM dead_letter WHERE id = :id AND state <> 'RESOLVED'")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** What has to be put back with this one: itself and all that wait on its key, in the order of arrival; locked. */
    List<Stored> withThoseBehind(UUID id) {
        return toPutBack(id, "later.state <> 'RESOLVED'");
    }

    /** This one, where nothing waits behind another; locked. */
    List<Stored> alone(UUID id) {
        return toPutBack(id, "later.id = first.id");
    }

    private List<Stored> toPutBack(UUID id, String which) {
        return jdbc.sql("""
                SELECT later.id, later.consumer, later.topic, later.msg_key, later.headers::text AS headers, later.payload
                  FROM dead_letter first
                  JOIN dead_letter later
                    ON later.consumer = first.consumer AND later.topic = first.topic
                   AND later.msg_key = first.msg_key AND %s
                 WHERE first.id = :id AND first.state <> 'RESOLVED'
                 ORDER BY later.partition, later."offset"
                   FOR UPDATE OF later
                """.formatted(which))
                .param("id", id)
                .query((row, _) -> new Stored(
                        row.getObject("id", UUID.class),
                        row.getString("consumer"),
                        row.getString("topic"),
                        row.getString("msg_key"),
                        EventJson.MAPPER.readValue(row.getString("headers"), TEXTS),
                        row.getBytes("payload")))
                .list();
    }

    void resolved(UUID id, String by) {
        jdbc.sql("UPDATE dead_letter SET state = 'RESOLVED', resolved_at = now(), resolved_by = :by WHERE id = :id")
                .param("id", id)
                .param("by", by)
                .update();
    }

    void failedAgain(UUID id, String reason) {
        jdbc.sql("UPDATE dead_letter SET state = 'OPEN', reason = :reason WHERE id = :id AND state <> 'RESOLVED'")
                .param("id", id)
                .param("reason", shortened(reason))
                .update();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE state <> 'RESOLVED'")
                .query(Long.class)
                .single();
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    /** A dead letter as it came. */
    record Stored(
            UUID id,
            String consumer,
            String topic,
            String key,
            Map<String, String> headers,
            byte @Nullable [] payload) {
        IncomingEvent event() {
            return Headers.read(topic, key, headers, payload);
        }
    }
}
