package onestop.events;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onestop.web.Problems;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Outbox, relay, inbox and dead letters for a service that has this module on its class path. */
@AutoConfiguration(
        after = {KafkaAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class},
        before = FlywayAutoConfiguration.class)
@EnableConfigurationProperties(EventsProperties.class)
class EventsAutoConfiguration {
    private static final String PLATFORM_MIGRATIONS = "classpath:db/platform";

    /** The tables of the platform's modules, beside the service's own; they may be added at any later time. */
    @Bean
    FlywayConfigurationCustomizer eventTables() {
        return flyway -> {
            var locations = new LinkedHashSet<String>();
            Stream.of(flyway.getLocations()).map(Object::toString).forEach(locations::add);
            locations.add(PLATFORM_MIGRATIONS);
            flyway.locations(locations.toArray(String[]::new)).outOfOrder(true);
        };
    }

    @Bean
    RelaySignal relaySignal() {
        return new RelaySignal();
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, RelaySignal signal) {
        return new Outbox(jdbc, signal);
    }

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc, RelaySignal signal) {
        return new DeadLetters(jdbc, signal);
    }

    @Bean
    GivenUp givenUp(DeadLetters deadLetters, @Value("${spring.application.name}") String service) {
        return new GivenUp(deadLetters, service);
    }

    @Bean
    OutboxBacklog outboxBacklog(JdbcClient jdbc) {
        return new OutboxBacklog(jdbc);
    }

    @Bean
    OutboxHealth outboxHealthIndicator(OutboxBacklog backlog) {
        return new OutboxHealth(backlog);
    }

    @Bean
    EventsMetrics eventsMetrics(
            OutboxBacklog backlog, OutboxRelay relay, Subscriptions subscriptions, DeadLetters deadLetters) {
        return new EventsMetrics(backlog, relay, subscriptions, deadLetters);
    }

    @Bean
    InboxPurge inboxPurge(JdbcTemplate jdbc, EventsProperties settings) {
        return new InboxPurge(new Inbox(jdbc), settings.inboxRetention());
    }

    @Bean
    Topics eventTopics(
            KafkaProperties kafka,
            KafkaConnectionDetails broker,
            EventsProperties settings,
            ObjectProvider<ProducedTopics> produced,
            ObjectProvider<EventConsumer> consumers) {
        var all = Stream.concat(
                        produced.stream().flatMap(p -> p.topics().stream()),
                        consumers.stream().flatMap(c -> c.topics().stream()))
                .distinct()
                .toList();
        Map<String, Object> admin = new HashMap<>(kafka.buildAdminProperties());
        admin.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getAdmin().getBootstrapServers());
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return new Topics(admin, all, settings);
    }

    @Bean
    OutboxRelay outboxRelay(
            JdbcConnectionDetails database,
            KafkaProperties kafka,
            KafkaConnectionDetails broker,
            Topics topics,
            RelaySignal signal,
            EventsProperties settings,
            @Value("${spring.application.name}") String service) {
        Map<String, Object> producer = new HashMap<>(kafka.buildProducerProperties());
        producer.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getProducer().getBootstrapServers());
        producer.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        producer.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        producer.put(ProducerConfig.CLIENT_ID_CONFIG, service + ".relay");
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, service + ".relay");
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxEventBytes() + 65_536);
        producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 33_554_432L);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        // A killed relay's transaction holds readers back no longer than this; its successor aborts it at once.
        producer.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        return new OutboxRelay(database, producer, topics, signal, settings, service);
    }

    @Bean
    Subscriptions subscriptions(
            ObjectProvider<EventConsumer> consumers,
            KafkaProperties kafka,
            KafkaConnectionDetails broker,
            ObjectProvider<DefaultKafkaConsumerFactoryCustomizer> customizers,
            Topics topics,
            EventsProperties settings,
            JdbcTemplate jdbc,
            DeadLetters deadLetters,
            PlatformTransactionManager transactions,
            @Value("${spring.application.name}") String service) {
        var transaction = new TransactionTemplate(transactions);
        var inbox = new Inbox(jdbc);
        List<Delivery> deliveries = consumers
                .orderedStream()
                .map(consumer -> new Delivery(consumer, inbox, deadLetters, transaction, settings))
                .toList();
        return new Subscriptions(deliveries, factory(kafka, broker, customizers, settings), topics, settings, service);
    }

    private static ConsumerFactory<byte[], byte[]> factory(
            KafkaProperties kafka,
            KafkaConnectionDetails broker,
            ObjectProvider<DefaultKafkaConsumerFactoryCustomizer> customizers,
            EventsProperties settings) {
        Map<String, Object> consumer = new HashMap<>(kafka.buildConsumerProperties());
        consumer.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getConsumer().getBootstrapServers());
        consumer.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        consumer.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // The classic protocol lets the reader choose how soon a killed one is replaced.
        consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000);
        consumer.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, settings.maxEventBytes());
        consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, settings.maxEventBytes());
        consumer.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        var factory =
                new DefaultKafkaConsumerFactory<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        customizers.orderedStream().forEach(customizer -> customizer.customize(factory));
        return factory;
    }

    @Bean
    EventOperationsController eventOperationsController(
            OutboxBacklog backlog, DeadLetters deadLetters, Subscriptions subscriptions, Problems problems) {
        return new EventOperationsController(backlog, deadLetters, subscriptions, problems);
    }
}
