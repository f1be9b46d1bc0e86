package onestop.testsupport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the broker's records as a stranger would: with the plain client, without any code of ours between.
 * A bean of {@link PlatformTestConfiguration}.
 */
public final class Events implements AutoCloseable {
    private static final int LARGEST_RECORD_BYTES = 10 * 1024 * 1024;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final int MOST_LISTED = 20;

    private final String bootstrapServers;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    public Events(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** One record as it lies on the topic. Headers that are not text are shown as such anyway. */
    public record Received(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            Map<String, String> headers,
            byte @Nullable [] value) {

        /** The CloudEvents type, or an empty text. */
        public String type() {
            return headers.getOrDefault("ce_type", "");
        }

        /** The CloudEvents id, or an empty text. */
        public String id() {
            return headers.getOrDefault("ce_id", "");
        }

        /** The CloudEvents subject, or an empty text. */
        public String subject() {
            return headers.getOrDefault("ce_subject", "");
        }

        /** The CloudEvents sequence, or 0. */
        public long sequence() {
            return Long.parseLong(headers.getOrDefault("ce_sequence", "0"));
        }

        /** The value as text; empty for a tombstone. */
        public String text() {
            return value == null ? "" : new String(value, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "%s-%d@%d %s %s %s".formatted(topic, partition, offset, key, headers, text());
        }
    }

    /** Makes the topic unless it exists; the broker makes none by itself. */
    public void createTopic(String topic, int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            answer(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all());
        } catch (TopicExistsException _) {
            // somebody was faster
        }
    }

    /** Sends one record exactly as given and waits until the broker has it. */
    public void send(String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] value) {
        var message = new ProducerRecord<>(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        answer(producer().send(message));
    }

    /** Sends a CloudEvent in binary mode with a new id, and returns the id. */
    public UUID send(String topic, String key, String type, String subject, long sequence, String json) {
        var id = UUID.randomUUID();
        send(topic, key, cloudEvent(id, type, subject, sequence), json.getBytes(StandardCharsets.UTF_8));
        return id;
    }

    /** The headers of a CloudEvent in binary mode; change some to make a bad one. */
    public static Map<String, String> cloudEvent(UUID id, String type, String subject, long sequence) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id.toString());
        headers.put("ce_type", type);
        headers.put("ce_source", "/test");
        headers.put("ce_subject", subject);
        headers.put("ce_time", Instant.now().toString());
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("content-type", "application/json");
        return headers;
    }

    /**
     * Reads the committed records from the beginning until one matches, and returns that one.
     *
     * @throws AssertionError when none has come within the limit; it lists the last that did
     */
    public Received await(String topic, Duration limit, Predicate<Received> match) {
        return awaitAll(topic, limit, match, _ -> true).getLast();
    }

    /**
     * Reads the committed records from the beginning until those read so far, one more each time, are enough; returns
     * them in the order read, which is the topic's order for each key. For a topic that the test has to itself: on any
     * other it looks at everybody's records again with each new one.
     *
     * @throws AssertionError when they are not within the limit; it lists the last that came
     */
    public List<Received> awaitAll(String topic, Duration limit, Predicate<List<Received>> enough) {
        return awaitAll(topic, limit, _ -> true, enough);
    }

    /**
     * Reads the committed records from the beginning until those that are wanted, one more each time, are enough;
     * returns these alone, in the order read, which is the topic's order for each key.
     *
     * @throws AssertionError when they are not within the limit; it lists the last of them, and the last that came
     */
    public List<Received> awaitAll(
            String topic, Duration limit, Predicate<Received> wanted, Predicate<List<Received>> enough) {
        long start = System.nanoTime();
        long came = 0;
        var last = new ArrayDeque<Received>();
        var read = new ArrayList<Received>();
        try (var consumer = consumer()) {
            boolean assigned = false;
            while (System.nanoTime() - start < limit.toNanos()) {
                if (!assigned) {
                    assigned = !assign(consumer, topic).isEmpty();
                }
                if (!assigned) {
                    pause();
                    continue;
                }
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                    var record = received(message);
                    came++;
                    last.addLast(record);
                    if (last.size() > MOST_LISTED) {
                        last.removeFirst();
                    }
                    if (wanted.test(record)) {
                        read.add(record);
                        if (enough.test(read)) {
                            return read;
                        }
                    }
                }
            }
        }
        throw new AssertionError("not on %s within %s; of %d records %d were wanted:%n%s%nthe last that came:%n%s"
                .formatted(topic, limit, came, read.size(), lines(read), lines(last)));
    }

    private static String lines(Collection<Received> records) {
        return records.stream()
                .skip(Math.max(0, records.size() - MOST_LISTED))
                .map(Received::toString)
                .collect(Collectors.joining("\n"));
    }

    /** All committed records that are on the topic now; none when there is no such topic. */
    public List<Received> list(String topic) {
        var read = new ArrayList<Received>();
        try (var consumer = consumer()) {
            var partitions = assign(consumer, topic);
            var ends = consumer.endOffsets(partitions, ANSWER_LIMIT); // of the committed ones, as we read only those
            while (partitions.stream()
                    .anyMatch(partition ->
                            consumer.position(partition, ANSWER_LIMIT) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> read.add(received(message)));
            }
        }
        return read;
    }

    /** All committed records of the key that are on the topic now, in their order. */
    public List<Received> list(String topic, String key) {
        return list(topic).stream().filter(record -> key.equals(record.key())).toList();
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "max.request.size", LARGEST_RECORD_BYTES),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions;
        try {
            partitions = consumer.partitionsFor(topic, ANSWER_LIMIT).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        } catch (UnknownTopicOrPartitionException _) {
            partitions = List.of();
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private static Received received(ConsumerRecord<byte[], byte[]> message) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : message.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        var key = message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8);
        return new Received(message.topic(), message.partition(), message.offset(), key, headers, message.value());
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the topic", e);
        }
    }
}
