package onestop.testsupport;

import java.util.Locale;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The servers as containers; Testcontainers removes them when the JVM ends. */
final class ContainerServers {
    static final String POSTGRES_IMAGE = "postgres:18";
    static final String KAFKA_IMAGE = "apache/kafka:4.2.2";

    private ContainerServers() {}

    @SuppressWarnings("resource") // ends with the JVM
    static PostgresServer startPostgres() {
        var postgres = new PostgreSQLContainer(POSTGRES_IMAGE)
                .withDatabaseName("postgres")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200", "-c", "jit=off");
        postgres.start();
        return new PostgresServer(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getUsername(),
                postgres.getPassword());
    }

    @SuppressWarnings("resource") // ends with the JVM
    static String startKafka() {
        var kafka = new KafkaContainer(KAFKA_IMAGE);
        BrokerSettings.FOR_TESTS.forEach((name, value) ->
                kafka.addEnv("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        kafka.start();
        return kafka.getBootstrapServers();
    }
}
