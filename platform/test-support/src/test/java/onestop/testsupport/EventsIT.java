package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsIT {
    private final Events events = new Events(TestServers.bootstrapServers());
    private final String topic = "topic-" + UUID.randomUUID();

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void aCloudEventIsReadAsItWasSent() {
        events.createTopic(topic, 3);

        var id = events.send(topic, "R-1", "onestop.test.thing.happened.v1", "C-1", 7, "{\"a\":1}");

        var received = events.await(
                topic, Duration.ofSeconds(20), event -> event.type().contains("happened"));
        assertThat(received.id()).isEqualTo(id.toString());
        assertThat(received.key()).isEqualTo("R-1");
        assertThat(received.subject()).isEqualTo("C-1");
        assertThat(received.sequence()).isEqualTo(7);
        assertThat(received.text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void recordsOfAKeyKeepTheirOrder() {
        events.createTopic(topic, 3);
        for (int i = 0; i < 20; i++) {
            events.send(topic, "key-" + i % 2, Map.of(), Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(events.list(topic)).hasSize(20);
        assertThat(events.list(topic, "key-1"))
                .extracting(Events.Received::text)
                .containsExactly("1", "3", "5", "7", "9", "11", "13", "15", "17", "19");
    }

    @Test
    void whatIsNotCommittedIsNotRead() {
        events.createTopic(topic, 1);
        try (var relay = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.bootstrapServers(), "transactional.id", topic),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            relay.initTransactions();
            relay.beginTransaction();
            relay.send(new ProducerRecord<>(topic, "given up".getBytes(StandardCharsets.UTF_8)));
            relay.flush();
            relay.abortTransaction();
            relay.beginTransaction();
            relay.send(new ProducerRecord<>(topic, "committed".getBytes(StandardCharsets.UTF_8)));
            relay.flush();
            assertThat(events.list(topic)).isEmpty();
            relay.commitTransaction();
        }

        assertThat(events.list(topic)).extracting(Events.Received::text).containsExactly("committed");
    }

    @Test
    void anythingCanBeSent() {
        events.createTopic(topic, 1);

        events.send(topic, null, Map.of("ce_type", "x"), null);
        events.send(topic, "k", Map.of(), new byte[8 * 1024 * 1024]);

        assertThat(events.awaitAll(topic, Duration.ofSeconds(20), read -> read.size() == 2)
                        .getFirst()
                        .value())
                .isNull();
    }

    @Test
    void aTopicThatDoesNotExistIsEmpty() {
        assertThat(events.list(topic)).isEmpty();
    }

    @Test
    void waitingInVainNamesWhatCame() {
        events.createTopic(topic, 1);
        events.send(topic, "k", Map.of(), "something else".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.await(topic, Duration.ofSeconds(2), event -> false))
                .withMessageContaining("something else");
    }
}
