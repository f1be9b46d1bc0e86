package onestop.events;

import static onestop.events.EventsTestApplication.COUNTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import onestop.local.infrastructure.KafkaProcess;
import onestop.local.infrastructure.Ports;
import onestop.testsupport.Eventually;
import onestop.testsupport.PlatformTestConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

/** The broker is killed while commands go on, and comes back. */
@SpringBootTest
@Import(PlatformTestConfiguration.class)
@DirtiesContext
class BrokerOutageIT {
    @TempDir
    static Path folder;

    @TestConfiguration(proxyBeanMethods = false)
    static class OwnBroker {
        @Bean(destroyMethod = "kill")
        KafkaProcess broker() {
            var broker = KafkaProcess.in(folder)
                    .port(Ports.free())
                    .controllerPort(Ports.free())
                    .build();
            broker.start();
            return broker;
        }

        @Bean
        @Primary
        KafkaConnectionDetails brokerToKill(KafkaProcess broker) {
            return () -> List.of(broker.bootstrapServers());
        }
    }

    @Autowired
    KafkaProcess broker;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    KafkaConnectionDetails details;

    private final String key = UUID.randomUUID().toString();

    @Test
    void commandsGoOnWithoutTheBrokerAndTheirEventsLeaveInOrderWhenItIsBack() {
        LongStream.rangeClosed(1, 10).forEach(this::publish);
        Eventually.within(Duration.ofSeconds(30), () -> assertThat(waiting()).isZero());

        broker.kill();
        LongStream.rangeClosed(11, 60).forEach(this::publish);
        assertThat(waiting()).isEqualTo(50);

        broker.start();
        Eventually.within(Duration.ofSeconds(60), () -> assertThat(waiting()).isZero());
        var sequences = TopicReader.read(
                        details, COUNTED.name(), m -> Headers.key(m).equals(key), 60)
                .stream()
                .map(m -> Long.parseLong(Headers.of(m).getOrDefault("ce_sequence", "0")))
                .distinct()
                .toList();
        assertThat(sequences)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    }

    private void publish(long version) {
        transaction.executeWithoutResult(_ -> outbox.append(new OutgoingEvent(
                COUNTED,
                key,
                "onestop.test.counter.counted.v1",
                key,
                version,
                Instant.parse("2026-03-02T04:00:00Z"),
                Map.of("count", version))));
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM outbox").query(Long.class).single();
    }
}
