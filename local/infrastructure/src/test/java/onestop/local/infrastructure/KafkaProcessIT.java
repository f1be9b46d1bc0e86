package onestop.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaProcessIT {
    private static final String TOPIC = "kept";

    private Path base;
    private KafkaProcess kafka;

    @BeforeEach
    void aBrokerOfItsOwn() throws Exception {
        base = TestFolders.create();
        kafka = KafkaProcess.in(base)
                .port(Ports.free())
                .controllerPort(Ports.free())
                .jvmOptions("-XX:TieredStopAtLevel=1")
                .build();
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        kafka.kill();
        TestFolders.delete(base);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        kafka.start();
        long firstPid = kafka.pid().getAsLong();
        createTopic();
        send(new byte[] {1});
        sendInTransaction(new byte[] {2});

        kafka.kill();
        assertThat(kafka.isRunning()).isFalse();
        kafka.start();

        assertThat(kafka.pid().getAsLong()).isNotEqualTo(firstPid);
        send(new byte[] {3});
        assertThat(read(3)).containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
    }

    @Test
    void anEventOfEightMebibytesPasses() throws Exception {
        kafka.start();
        createTopic();
        var large = new byte[8 * 1024 * 1024];
        Arrays.fill(large, (byte) 7);

        send(large);

        assertThat(read(1).getFirst()).hasSize(large.length);
    }

    @Test
    void itStopsInOrderAndStartsAgain() throws Exception {
        kafka.start();
        createTopic();
        send(new byte[] {1});

        kafka.stop();
        assertThat(kafka.isRunning()).isFalse();
        assertThat(kafka.dataDirectory().resolve(".kafka_cleanshutdown")).exists();
        kafka.start();

        assertThat(read(1)).containsExactly(new byte[] {1});
    }

    @Test
    void aSecondStartFindsTheRunningBroker() {
        kafka.start();
        var again = KafkaProcess.in(base).port(kafka.port()).build();

        again.start();

        assertThat(again.pid()).isEqualTo(kafka.pid());
    }

    @Test
    void aFolderMayHaveSpacesInItsName() {
        var odd = KafkaProcess.in(base.resolve("a folder"))
                .port(kafka.port())
                .controllerPort(Ports.free())
                .jvmOptions("-XX:TieredStopAtLevel=1")
                .build();
        try {
            odd.start();
            odd.stop();
        } finally {
            odd.kill();
        }
    }

    @Test
    void theLogStaysReadable() throws Exception {
        kafka.start();

        assertThat(Files.readAllLines(kafka.log())).hasSizeLessThan(200).noneMatch(line -> line.contains("DEBUG"));
    }

    @Test
    void aBadSettingIsReportedWithTheBrokersOwnWords() {
        var wrong = KafkaProcess.in(base)
                .port(Ports.free())
                .controllerPort(Ports.free())
                .setting("num.io.threads", "many")
                .build();

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(wrong::start)
                .withMessageContaining("num.io.threads");
    }

    private void createTopic() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private void send(byte[] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 9 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get(20, TimeUnit.SECONDS);
        }
    }

    private void sendInTransaction(byte[] value) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "relay"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value));
            producer.commitTransaction();
        }
    }

    private List<byte[]> read(int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var values = new ArrayList<byte[]>();
            long start = System.nanoTime();
            while (values.size() < count && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
