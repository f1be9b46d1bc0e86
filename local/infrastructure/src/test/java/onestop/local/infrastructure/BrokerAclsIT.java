package onestop.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docker/kafka/acls.txt} in force at a real broker: what partners and services may do there, and what they may not. */
class BrokerAclsIT {
    private static final Path ACLS = Path.of("../../docker/kafka/acls.txt");
    private static final String PASSWORD = "only-for-this-test";
    private static final List<String> PRINCIPALS = List.of(
            "partner-hotline",
            "partner-province",
            "partner-departments",
            "partner-evaluators",
            "partner-messengers",
            "appeal-service");
    private static final List<String> TOPICS = List.of(
            "onestop.partner.appeal",
            "onestop.partner.act",
            "onestop.partner.policy",
            "onestop.appeal.policy",
            "onestop.appeal.broadcast",
            "onestop.appeal.symposium",
            "onestop.appeal.partner-reply",
            "onestop.appeal.appeal",
            "onestop.approval.case",
            "onestop.approval.task");

    private static Path base;
    private static KafkaProcess kafka;
    private static int port;

    @BeforeAll
    static void aBrokerWithTheseRules() throws Exception {
        base = TestFolders.create();
        port = Ports.free();
        int trusted = Ports.free();
        int controller = Ports.free();
        kafka = KafkaProcess.in(base)
                .port(trusted)
                .controllerPort(controller)
                .jvmOptions("-XX:TieredStopAtLevel=1")
                .setting(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:%d,PARTNERS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(trusted, port, controller))
                .setting(
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:%d,PARTNERS://127.0.0.1:%d".formatted(trusted, port))
                .setting(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,PARTNERS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .setting("listener.name.partners.sasl.enabled.mechanisms", "PLAIN")
                .setting(
                        "listener.name.partners.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required "
                                + PRINCIPALS.stream()
                                        .map(user -> "user_%s=\"%s\"".formatted(user, PASSWORD))
                                        .collect(Collectors.joining(" "))
                                + ";")
                .setting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .setting("super.users", "User:ANONYMOUS")
                .build();
        kafka.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get(20, TimeUnit.SECONDS);
            admin.createAcls(rules()).all().get(20, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void nothingIsLeftRunning() throws Exception {
        kafka.kill();
        TestFolders.delete(base);
    }

    @Test
    void aPartnerHandsOverAndReadsTheReplies() {
        for (var partner : List.of("partner-hotline", "partner-province")) {
            assertThatCode(() -> send(partner, "onestop.partner.appeal")).doesNotThrowAnyException();
            assertThatCode(() -> read(partner, "onestop.appeal.partner-reply")).doesNotThrowAnyException();
        }
    }

    @Test
    void whoeverSendsMessagesReadsWhatEnterprisesAreToldAndReportsTheDeliveryOfPushes() {
        for (var told : List.of("onestop.appeal.policy", "onestop.appeal.broadcast", "onestop.appeal.symposium")) {
            assertThatCode(() -> read("partner-messengers", told)).as(told).doesNotThrowAnyException();
            isForbidden("partner-messengers", told, () -> send("partner-messengers", told));
        }
        assertThatCode(() -> send("partner-messengers", "onestop.partner.policy"))
                .doesNotThrowAnyException();
        isForbidden("partner-messengers", "appeals", () -> read("partner-messengers", "onestop.appeal.appeal"));
    }

    @Test
    void aPartnerNeitherReadsNorWritesAnythingElse() {
        for (var topic : TOPICS) {
            if (!topic.equals("onestop.partner.appeal")) {
                isForbidden("partner-hotline", topic, () -> send("partner-hotline", topic));
            }
            if (!topic.equals("onestop.appeal.partner-reply")) {
                isForbidden("partner-hotline", topic, () -> read("partner-hotline", topic));
            }
        }
        isForbidden("partner-evaluators", "replies", () -> read("partner-evaluators", "onestop.appeal.partner-reply"));
        isForbidden("partner-departments", "appeals", () -> send("partner-departments", "onestop.partner.appeal"));
    }

    @Test
    void aServiceWritesItsOwnTopicsAndReadsThoseItNeeds() {
        assertThatCode(() -> send("appeal-service", "onestop.appeal.partner-reply"))
                .doesNotThrowAnyException();
        assertThatCode(() -> read("appeal-service", "onestop.partner.appeal")).doesNotThrowAnyException();
        isForbidden("appeal-service", "cases", () -> send("appeal-service", "onestop.approval.case"));
        isForbidden("appeal-service", "partners", () -> send("appeal-service", "onestop.partner.appeal"));
    }

    @Test
    void withoutThePasswordNobodyGetsIn() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> {
                    try (var admin = Admin.create(client("partner-hotline", "wrong"))) {
                        admin.listTopics().names().get(20, TimeUnit.SECONDS);
                    }
                })
                .withCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void nobodyButTheServicesIsNamedInMoreThanWhatPartnersHandOverAndRead() throws Exception {
        assertThat(rules())
                .filteredOn(rule -> rule.entry().principal().startsWith("User:partner-"))
                .filteredOn(rule -> rule.pattern().resourceType() == ResourceType.TOPIC)
                .isNotEmpty()
                .anySatisfy(rule -> assertThat(rule.entry().operation()).isEqualTo(AclOperation.WRITE))
                .allSatisfy(rule -> {
                    assertThat(rule.pattern().patternType()).isEqualTo(PatternType.LITERAL);
                    if (rule.entry().operation() == AclOperation.WRITE) {
                        assertThat(rule.pattern().name()).startsWith("onestop.partner.");
                    }
                });
    }

    private interface Act {
        void run() throws Exception;
    }

    private static void isForbidden(String who, String what, Act act) {
        Throwable thrown = null;
        try {
            act.run();
        } catch (ExecutionException e) {
            thrown = e.getCause();
        } catch (Exception e) {
            thrown = e;
        }
        assertThat(thrown).as("%s and %s", who, what).isInstanceOf(AuthorizationException.class);
    }

    private static void send(String user, String topic) throws Exception {
        try (var producer =
                new KafkaProducer<>(client(user, PASSWORD), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "{}")).get(20, TimeUnit.SECONDS);
        }
    }

    private static void read(String user, String topic) {
        var settings = new HashMap<>(client(user, PASSWORD));
        settings.put("group.id", user + ".test");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (fetched(consumer) == 0 && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100));
            }
            assertThat(fetched(consumer)).isPositive();
            consumer.poll(Duration.ofMillis(100)); // throws what the answer was
        }
    }

    /** How often the broker has answered what was asked of it: whoever may write a topic gets it assigned, too. */
    private static double fetched(KafkaConsumer<?, ?> consumer) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("fetch-total")
                        && metric.metricName().tags().keySet().equals(Set.of("client-id")))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .sum();
    }

    private static Map<String, Object> client(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password),
                "max.block.ms",
                20_000);
    }

    private static List<AclBinding> rules() throws Exception {
        try (var lines = Files.lines(ACLS)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s+"))
                    .flatMap(BrokerAclsIT::rules)
                    .toList();
        }
    }

    private static Stream<AclBinding> rules(String[] columns) {
        var type = ResourceType.valueOf(columns[1].toUpperCase(Locale.ROOT).replace('-', '_'));
        var pattern = new ResourcePattern(type, columns[3], PatternType.valueOf(columns[2].toUpperCase(Locale.ROOT)));
        return Arrays.stream(columns[4].split(","))
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                columns[0],
                                "*",
                                AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)),
                                AclPermissionType.ALLOW)));
    }
}
