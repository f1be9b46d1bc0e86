package onestop.events;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    void open(String consumer, UUID eventId, ConsumerRecord<byte[], byte[]> message, String reason) {
        var shortReason = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        insert(consumer, eventId, message, shortReason, "OPEN");
        var headers = new LinkedHashMap<>(Headers.of(message));
        headers.put("onestop_reason", shortReason);
        headers.put("onestop_consumer", consumer);
        headers.put("onestop_topic", message.topic());
        headers.put("onestop_partition", Integer.toString(message.partition()));
        headers.put("onestop_offset", Long.toString(message.offset()));
        jdbc.sql("""
                INSERT INTO outbox (topic, msg_key, type, subject, sequence, occurred_at, headers, payload)
                VALUES (:topic, :key, 'dead-letter', :key, 0, now(), CAST(:headers AS jsonb), :payload)
                """)
                .param("topic", message.topic() + ".dlt")
                .param("key", Headers.key(message))
                .param("headers", EventJson.MAPPER.writeValueAsString(headers))
                .param("payload", message.value())
                .update();
        signal.wake();
    }

    void park(String consumer, UUID eventId, ConsumerRecord<byte[], byte[]> message) {
        insert(consumer, eventId, message, "waits behind an earlier record of its key", "PARKED");
    }

    private void insert(
            String consumer, UUID eventId, ConsumerRecord<byte[], byte[]> message, String reason, String state) {
        jdbc.sql("""
                INSERT INTO dead_letter
                       (consumer, event_id, topic, partition, "offset", msg_key, headers, payload, reason, state)
                VALUES (:consumer, :eventId, :topic, :partition, :offset, :key, CAST(:headers AS jsonb), :payload,
                        :reason, :state)
                    ON CONFLICT ON CONSTRAINT dead_letter_once_per_event DO NOTHING
                """)
                .param("consumer", consumer)
                .param("eventId", eventId)
                .param("topic", message.topic())
                .param("partition", message.partition())
                .param("offset", message.offset())
                .param("key", Headers.key(message))
                .param("headers", EventJson.MAPPER.writeValueAsString(Headers.of(message)))
                .param("payload", message.value())
                .param("reason", reason)
                .param("state", state)
                .update();
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
        return jdbc.sql("""
                SELECT later.id, later.consumer, later.topic, later.msg_key, later.headers::text AS headers, later.payload
                  FROM dead_letter first
                  JOIN dead_letter later
                    ON later.consumer = first.consumer AND later.topic = first.topic
                   AND later.msg_key = first.msg_key AND later.state <> 'RESOLVED'
                 WHERE first.id = :id AND first.state <> 'RESOLVED'
                 ORDER BY later.partition, later."offset"
                   FOR UPDATE OF later
                """)
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
                .param("reason", reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason)
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
