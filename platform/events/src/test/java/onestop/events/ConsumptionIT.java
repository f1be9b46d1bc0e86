package onestop.events;

import static onestop.events.EventsTestApplication.DIARY;
import static onestop.events.EventsTestApplication.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.testsupport.Eventually;
import onestop.testsupport.PlatformTestConfiguration;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
@AutoConfigureMockMvc
@Import(PlatformTestConfiguration.class)
class ConsumptionIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    KafkaConnectionDetails broker;

    @Autowired
    EventsTestApplication.Tally tally;

    @Autowired
    EventsTestApplication.Diary diary;

    @Autowired
    MockMvcTester mvc;

    private KafkaProducer<byte[], byte[]> producer;
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
        tally.refusing.clear();
    }

    @Test
    void aRepeatedEventHasOneEffect() {
        var id = UUID.randomUUID();
        send(key, headers(id, 1), "{\"text\":\"a\"}");
        send(key, headers(id, 1), "{\"text\":\"a\"}");
        send(key, headers(UUID.randomUUID(), 2), "{\"text\":\"b\"}");

        Eventually.within(SOON, () -> assertThat(notes(key)).endsWith("b"));
        assertThat(notes(key)).containsExactly("a", "b");
    }

    @Test
    void anUnreadableRecordGoesToTheDeadLettersAndHoldsBackOnlyItsKey() {
        var other = UUID.randomUUID().toString();
        send(key, headers(UUID.randomUUID(), 1), "{\"text\":\"a\"}");
        send(key, headers(UUID.randomUUID(), 2), "{not json");
        send(key, headers(UUID.randomUUID(), 3), "{\"text\":\"c\"}");
        send(other, headers(UUID.randomUUID(), 1), "{\"text\":\"x\"}");

        Eventually.within(SOON, () -> {
            assertThat(notes(other)).containsExactly("x");
            assertThat(states(key)).containsExactly("OPEN", "PARKED");
        });
        assertThat(notes(key)).containsExactly("a");
        var dead = TopicReader.read(
                        broker, NOTES.deadLetterName(), m -> Headers.key(m).equals(key), 1)
                .getFirst();
        assertThat(new String(dead.value(), StandardCharsets.UTF_8)).isEqualTo("{not json");
        assertThat(Headers.of(dead))
                .containsEntry("onestop_consumer", "tally")
                .containsEntry("onestop_topic", NOTES.name())
                .containsKey("onestop_reason")
                .containsEntry("ce_sequence", "2");
    }

    @Test
    void aRecordThatIsNoEventAtAllIsKeptToo() {
        send(key, Map.of(), "anything");
        send(null, Map.of("ce_specversion", "0.3"), null);

        Eventually.within(SOON, () -> assertThat(states(key)).containsExactly("OPEN"));
        Eventually.within(SOON, () -> assertThat(states("")).contains("OPEN"));
    }

    @Test
    void aFailingEventIsPutBackInOrderWithThoseBehindIt() {
        tally.refusing.add(key);
        send(key, headers(UUID.randomUUID(), 1), "{\"text\":\"a\"}");
        send(key, headers(UUID.randomUUID(), 2), "{\"text\":\"refused\"}");
        send(key, headers(UUID.randomUUID(), 3), "{\"text\":\"c\"}");
        send(key, headers(UUID.randomUUID(), 4), "{\"text\":\"d\"}");
        Eventually.within(SOON, () -> assertThat(states(key)).containsExactly("OPEN", "PARKED", "PARKED"));
        assertThat(notes(key)).as("what the failing event wrote is rolled back").containsExactly("a");
        var id = jdbc.sql("SELECT id FROM dead_letter WHERE msg_key = :key AND state = 'OPEN'")
                .param("key", key)
                .query(UUID.class)
                .single();

        assertThat(replay(id, Role.OPS))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/dead-letter-failed-again");
        assertThat(notes(key)).containsExactly("a");

        tally.refusing.clear();
        assertThat(replay(id, Role.OPS))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.processed")
                .isEqualTo(3);
        assertThat(notes(key)).containsExactly("a", "refused", "c", "d");
        assertThat(replay(id, Role.OPS)).hasStatus(404);

        send(key, headers(UUID.randomUUID(), 5), "{\"text\":\"e\"}");
        Eventually.within(SOON, () -> assertThat(notes(key)).endsWith("e"));
    }

    @Test
    void onlyOperatorsPutBack() {
        assertThat(replay(UUID.randomUUID(), Role.WINDOW)).hasStatus(403);
        assertThat(replay(UUID.randomUUID(), Role.OPS)).hasStatus(404);
        assertThat(mvc.get()
                        .uri("/api/test/ops/outbox")
                        .header(
                                "Authorization",
                                "Bearer "
                                        + TestTokens.token("ops")
                                                .roleNames("OPS")
                                                .sign()))
                .hasStatusOk()
                .bodyJson()
                .hasPath("$.waiting");
        assertThat(mvc.get()
                        .uri("/api/test/ops/dead-letters?limit=1")
                        .header(
                                "Authorization",
                                "Bearer "
                                        + TestTokens.token("ops")
                                                .roleNames("OPS")
                                                .sign()))
                .hasStatusOk()
                .bodyJson()
                .hasPath("$.items");
    }

    @Test
    void structuredCloudEventsAreReadToo() {
        send(key, Map.of("content-type", "application/cloudevents+json; charset=utf-8"), """
                {"specversion":"1.0","id":"their-own-7","source":"/hotline","type":"onestop.test.note.written.v1",
                 "subject":"s","time":"2026-03-02T12:00:00+08:00","sequence":"9","data":{"text":"structured"}}
                """);

        Eventually.within(SOON, () -> assertThat(notes(key)).containsExactly("structured"));
    }

    @Test
    void whatComesWhileAnUnhurriedConsumerPausesIsOneBatch() {
        send(DIARY, key, headers(UUID.randomUUID(), 1), "{\"text\":\"first\"}");
        Eventually.within(SOON, () -> assertThat(diary.batches).contains(List.of("first")));

        for (int i = 2; i <= 10; i++) {
            send(DIARY, key, headers(UUID.randomUUID(), i), "{\"text\":\"%d\"}".formatted(i));
        }

        Eventually.within(
                SOON,
                () -> assertThat(diary.batches.stream().flatMap(List::stream)).endsWith("10"));
        assertThat(diary.batches.stream().flatMap(List::stream))
                .containsExactly("first", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(diary.batches).hasSizeLessThan(10);
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult replay(UUID id, Role role) {
        return mvc.put()
                .uri("/api/test/ops/dead-letters/{id}/replay", id)
                .header(
                        "Authorization",
                        "Bearer "
                                + TestTokens.token("somebody")
                                        .roleNames(role.name())
                                        .sign())
                .exchange();
    }

    private static Map<String, String> headers(UUID id, long sequence) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", id.toString(),
                "ce_source", "/somewhere",
                "ce_type", "onestop.test.note.written.v1",
                "ce_time", "2026-03-02T04:00:00Z",
                "ce_sequence", Long.toString(sequence));
    }

    private void send(@Nullable String key, Map<String, String> headers, @Nullable String body) {
        send(NOTES, key, headers, body);
    }

    private void send(Topic topic, @Nullable String key, Map<String, String> headers, @Nullable String body) {
        // One partition for all, so that the order of sending is the order of the topic.
        var message = new ProducerRecord<>(
                topic.name(),
                0,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> notes(String key) {
        return jdbc.sql("SELECT note FROM tally WHERE key = :key ORDER BY position")
                .param("key", key)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> states(String key) {
        return jdbc.sql("SELECT state FROM dead_letter WHERE msg_key = :key ORDER BY \"offset\"")
                .param("key", key)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
