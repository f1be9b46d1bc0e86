package onestop.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;

/** Reads a topic from its start, as a stranger would. */
final class TopicReader {

    /** The first matching records; fails when there are not that many within the limit. */
    static List<ConsumerRecord<byte[], byte[]>> read(
            KafkaConnectionDetails broker, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted, int count) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.getBootstrapServers());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
            while (consumer.partitionsFor(topic, Duration.ofSeconds(10)).isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new org.apache.kafka.common.TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.size() < count) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("%d of %d records found on %s".formatted(found.size(), count, topic));
                }
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (wanted.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }

    static Map<String, Object> producerSettings(KafkaConnectionDetails broker, String transactionalId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.getBootstrapServers());
        settings.put("transactional.id", transactionalId);
        settings.put("acks", "all");
        return settings;
    }

    private TopicReader() {}
}
