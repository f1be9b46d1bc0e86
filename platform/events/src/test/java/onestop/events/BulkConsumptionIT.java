package onestop.events;

import static onestop.events.EventsTestApplication.PILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import onestop.testsupport.Eventually;
import onestop.testsupport.PlatformTestConfiguration;
import onestop.testsupport.TestTokens;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@AutoConfigureMockMvc
@Import(PlatformTestConfiguration.class)
class BulkConsumptionIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    KafkaConnectionDetails broker;

    @Autowired
    Subscriptions subscriptions;

    private KafkaProducer<byte[], byte[]> producer;
    private final String run = UUID.randomUUID().toString();

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
    }

    @Test
    void badOnesBecomeDeadLettersAndTheRestGoesIn() {
        var texts = new ArrayList<String>();
        IntStream.range(0, 3_000).forEach(i -> texts.add((i % 300 == 7 ? "bad " : "good ") + i + " " + run));
        texts.forEach(text -> send(UUID.randomUUID(), "{\"text\":\"" + text + "\"}"));
        send(UUID.randomUUID(), "{not json");

        Eventually.within(SOON, () -> {
            assertThat(taken("good")).isEqualTo(2_990);
            assertThat(reasons()).hasSize(11).contains("no bad notes");
        });
        assertThat(taken("bad")).isZero();
        assertThat(reasons())
                .filteredOn(reason -> reason.equals("no bad notes"))
                .hasSize(10);
    }

    @Test
    void oneThatMakesEveryBatchFailIsFoundAndCostsNoOther() {
        IntStream.range(0, 100).forEach(i -> send(UUID.randomUUID(), "{\"text\":\"good " + i + " " + run + "\"}"));
        send(UUID.randomUUID(), "{\"text\":\"poison " + run + "\"}");
        IntStream.range(100, 200).forEach(i -> send(UUID.randomUUID(), "{\"text\":\"good " + i + " " + run + "\"}"));

        Eventually.within(SOON, () -> {
            assertThat(taken("good")).isEqualTo(200);
            assertThat(reasons()).hasSize(1);
        });
        assertThat(taken("poison"))
                .as("what the failing one wrote is rolled back")
                .isZero();
        assertThat(reasons().getFirst()).contains("poisoned for the test");
    }

    @Test
    void aBadOneThatComesAgainIsOneDeadLetterAndHoldsNothingBack() {
        var id = UUID.randomUUID();
        send(id, "{\"text\":\"bad " + run + "\"}");
        send(id, "{\"text\":\"bad " + run + "\"}");
        send(UUID.randomUUID(), "{\"text\":\"good " + run + "\"}"); // of the same key

        Eventually.within(SOON, () -> assertThat(taken("good")).isEqualTo(1));
        Eventually.within(SOON, () -> assertThat(reasons()).hasSize(1));
        assertThat(TopicReader.read(
                        broker, PILE.deadLetterName(), m -> Headers.key(m).equals(run), 1))
                .hasSize(1);
    }

    @Test
    void whatMayNotLieReadableIsNeitherKeptNorTold() {
        send(UUID.randomUUID(), "{\"text\":\"bad secret-1 " + run + "\"}");
        send(UUID.randomUUID(), "{\"text\":\"poison secret-2 " + run + "\"}");
        send(UUID.randomUUID(), "{not json secret-3");
        Eventually.within(SOON, () -> assertThat(reasons()).hasSize(3));

        var told = TopicReader.read(
                broker, PILE.deadLetterName(), m -> Headers.key(m).equals(run), 3);

        assertThat(told)
                .hasSize(3)
                .allSatisfy(message -> assertThat(new String(message.value(), StandardCharsets.UTF_8))
                        .doesNotContain("secret-"));
        assertThat(jdbc.sql("SELECT encode(payload, 'escape') FROM dead_letter WHERE msg_key = :key")
                        .param("key", run)
                        .query(String.class)
                        .list())
                .hasSize(3)
                .allSatisfy(kept -> assertThat(kept).doesNotContain("secret-"));
    }

    @Test
    void whatWasKeptToWaitInVainIsADeadLetterAndIsPutBackLikeAnyOther(
            @Autowired GivenUp givenUp,
            @Autowired TransactionTemplate transaction,
            @Autowired MockMvcTester mvc,
            @Autowired EventsTestApplication.Pile pile) {
        var kept =
                new OutgoingEvent(PILE, run, "test.pile.note.v1", run, 0, Instant.now(), Map.of("text", "good " + run));
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> givenUp.add(pile.name(), List.of(kept), "waited in vain"));

        transaction.executeWithoutResult(_ -> givenUp.add(pile.name(), List.of(kept, kept), "waited in vain"));

        assertThat(reasons()).containsExactly("waited in vain", "waited in vain");
        assertThat(TopicReader.read(
                        broker, PILE.deadLetterName(), m -> Headers.key(m).equals(run), 2))
                .hasSize(2);
        var id = jdbc.sql("SELECT id FROM dead_letter WHERE msg_key = :key LIMIT 1")
                .param("key", run)
                .query(UUID.class)
                .single();

        assertPutBack(mvc, id);

        assertThat(taken("good")).isEqualTo(1);
    }

    @Test
    void oneThatIsMendedIsPutBackWhateverElseOfItsKeyIsBad(
            @Autowired EventsTestApplication.Pile pile, @Autowired MockMvcTester mvc) {
        send(UUID.randomUUID(), "{\"text\":\"bad " + run + "\"}");
        send(UUID.randomUUID(), "{\"text\":\"poison " + run + "\"}");
        Eventually.within(SOON, () -> assertThat(reasons()).hasSize(2));
        pile.harmless.add("poison " + run);
        var id = jdbc.sql("SELECT id FROM dead_letter WHERE msg_key = :key AND reason LIKE '%poisoned%'")
                .param("key", run)
                .query(UUID.class)
                .single();

        assertPutBack(mvc, id);

        assertThat(taken("poison")).isEqualTo(1);
        assertThat(reasons()).containsExactly("no bad notes");
    }

    private static void assertPutBack(MockMvcTester mvc, UUID deadLetter) {
        assertThat(mvc.put()
                        .uri("/api/test/ops/dead-letters/{id}/replay", deadLetter)
                        .header(
                                "Authorization",
                                "Bearer "
                                        + TestTokens.token("ops")
                                                .roleNames("OPS")
                                                .sign()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.processed")
                .isEqualTo(1);
    }

    @Test
    void itReadsWithItsOwnNumberOfThreads() {
        assertThat(subscriptions.of("pile").orElseThrow().consumer().threads()).isEqualTo(2);
        assertThat(subscriptions.of("pile").orElseThrow().consumer().maxBatch()).isEqualTo(10_000);
    }

    private long taken(String kind) {
        return jdbc.sql("SELECT count(*) FROM pile WHERE note LIKE :kind || ' %' || :run")
                .param("kind", kind)
                .param("run", run)
                .query(Long.class)
                .single();
    }

    private List<String> reasons() {
        return jdbc.sql("SELECT reason FROM dead_letter WHERE msg_key = :key AND state = 'OPEN'")
                .param("key", run)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private void send(UUID id, String body) {
        var message = new ProducerRecord<>(
                PILE.name(), run.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
        Map.of("ce_specversion", "1.0", "ce_id", id.toString(), "ce_source", "/x", "ce_type", "onestop.test.note.v1")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(message);
    }
}
