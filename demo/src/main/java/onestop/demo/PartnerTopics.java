package onestop.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;

/** The topics as a partner's system sees them: it writes events, and reads what is answered from the moment it begins. */
final class PartnerTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<Answer> heard = new ArrayList<>();

    /** @param replies the topic that is read */
    PartnerTopics(String servers, String replies) {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // the client's log has no place in the account
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "delivery.timeout.ms", 20_000, "request.timeout.ms", 10_000),
                new StringSerializer(),
                new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
        var partitions = consumer.partitionsFor(replies, PATIENCE).stream()
                .map(each -> new TopicPartition(replies, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // asked now: the end of later would leave answers out
    }

    /** An answer, by the last part of its type, such as {@code taken.v1}. */
    record Answer(String key, String type, JsonNode data) {}

    void send(String topic, String key, String type, Object data) {
        var message = new ProducerRecord<>(topic, key, Platform.JSON.writeValueAsString(data));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/demonstration",
                        "ce_subject",
                        key,
                        "ce_time",
                        Instant.now().toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnmetExpectation("the broker takes %s: %s".formatted(type, e));
        }
    }

    /** Waits until there are so many answers under the key; the oldest first. */
    List<Answer> await(String key, int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answers =
                    heard.stream().filter(answer -> answer.key().equals(key)).toList();
            if (answers.size() >= count) {
                return answers;
            }
            if (System.nanoTime() > end) {
                throw new UnmetExpectation("%d answers under %s: %d within %d s"
                        .formatted(count, key, answers.size(), PATIENCE.toSeconds()));
            }
            for (var message : consumer.poll(Duration.ofMillis(200))) {
                var type = new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                heard.add(new Answer(
                        message.key(),
                        type.replace(message.topic() + ".", ""),
                        Platform.JSON.readTree(message.value())));
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        consumer.close();
    }
}
