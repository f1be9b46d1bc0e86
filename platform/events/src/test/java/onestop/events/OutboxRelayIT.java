package onestop.events;

import static onestop.events.EventsTestApplication.COUNTED;
import static onestop.events.EventsTestApplication.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onestop.testsupport.Eventually;
import onestop.testsupport.PlatformTestConfiguration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@Import(PlatformTestConfiguration.class)
class OutboxRelayIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    KafkaConnectionDetails broker;

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    OutboxRelay relay;

    @Autowired
    Topics topics;

    @Autowired
    EventsProperties settings;

    @Test
    void aCommittedFactReachesTheTopicAsACloudEvent() {
        var id = UUID.randomUUID().toString();

        transaction.executeWithoutResult(_ -> count(id));

        var message = TopicReader.read(broker, COUNTED.name(), byKey(id), 1).getFirst();
        assertThat(new String(message.value())).isEqualTo("{\"count\":1}");
        assertThat(Headers.of(message))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "onestop.test.counter.counted.v1")
                .containsEntry("ce_source", "/events-test")
                .containsEntry("ce_subject", id)
                .containsEntry("ce_sequence", "1")
                .containsEntry("ce_partitionkey", id)
                .containsEntry("ce_time", "2026-03-02T04:00:00Z")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_id");
    }

    @Test
    void whatIsRolledBackIsNeverPublished() {
        var id = UUID.randomUUID().toString();

        transaction.executeWithoutResult(status -> {
            count(id);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> count(id));

        var messages = TopicReader.read(broker, COUNTED.name(), byKey(id), 1);
        assertThat(messages).hasSize(1);
        assertThat(Headers.of(messages.getFirst())).containsEntry("ce_sequence", "1");
    }

    @Test
    void publishingNeedsATransaction() {
        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> outbox.append(fact("x", 1)));
    }

    @Test
    void eventsOfOneAggregateKeepTheOrderOfTheirCommits() throws Exception {
        var ids = IntStream.range(0, 5)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 500; i++) {
                var id = ids.get(i % ids.size());
                work.add(() -> {
                    transaction.executeWithoutResult(_ -> count(id));
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }

        for (var id : ids) {
            var sequences = TopicReader.read(broker, COUNTED.name(), byKey(id), 100).stream()
                    .map(m -> Long.parseLong(Headers.of(m).get("ce_sequence")))
                    .toList();
            assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
        }
        Eventually.within(SOON, () -> assertThat(waiting()).isZero());
    }

    @Test
    void manyFactsOfOneTransactionArriveInTheirOrderAcrossBatches() {
        var id = UUID.randomUUID().toString();

        transaction.executeWithoutResult(_ -> outbox.append(
                LongStream.rangeClosed(1, 2_500).mapToObj(n -> fact(id, n)).toList()));

        var sequences = TopicReader.read(broker, COUNTED.name(), byKey(id), 2_500).stream()
                .map(m -> Long.parseLong(Headers.of(m).get("ce_sequence")))
                .toList();
        assertThat(sequences).isSorted().hasSize(2_500).doesNotHaveDuplicates();
    }

    @Test
    void aKeyIsRemovedFromReferenceDataByAnEventWithoutData() {
        var id = UUID.randomUUID().toString();

        transaction.executeWithoutResult(_ -> outbox.append(List.of(
                new OutgoingEvent(SETTINGS, id, "onestop.test.setting.set.v1", id, 1, NOON, Map.of("value", 7)),
                new OutgoingEvent(SETTINGS, id, "onestop.test.setting.removed.v1", id, 2, NOON, null))));

        var messages = TopicReader.read(broker, SETTINGS.name(), byKey(id), 2);
        assertThat(messages.getLast().value()).isNull();
    }

    @Test
    void oneRelayLeadsAndAnotherTakesOverWhenItStops() {
        Eventually.within(SOON, () -> assertThat(relay.leading()).isTrue());
        var second = new OutboxRelay(
                database,
                TopicReader.producerSettings(broker, "events-test.relay"),
                topics,
                new RelaySignal(),
                settings,
                "events-test");
        second.start();
        try {
            var id = UUID.randomUUID().toString();
            transaction.executeWithoutResult(_ -> count(id));
            TopicReader.read(broker, COUNTED.name(), byKey(id), 1);
            assertThat(second.leading()).isFalse();

            relay.stop();
            transaction.executeWithoutResult(_ -> count(id));

            assertThat(TopicReader.read(broker, COUNTED.name(), byKey(id), 2)).hasSize(2);
            assertThat(second.leading()).isTrue();
        } finally {
            second.stop();
            relay.start();
        }
    }

    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    /** The command of the example: raise the counter while its row is locked, and say so. */
    private void count(String id) {
        long version = jdbc.sql("""
                INSERT INTO counter (id, version) VALUES (:id, 1)
                    ON CONFLICT (id) DO UPDATE SET version = counter.version + 1
                RETURNING version
                """).param("id", id).query(Long.class).single();
        outbox.append(fact(id, version));
    }

    private static OutgoingEvent fact(String id, long version) {
        return new OutgoingEvent(
                COUNTED, id, "onestop.test.counter.counted.v1", id, version, NOON, Map.of("count", version));
    }

    private static java.util.function.Predicate<ConsumerRecord<byte[], byte[]>> byKey(String id) {
        return message -> Headers.key(message).equals(id);
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single();
    }
}
