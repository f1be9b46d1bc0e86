package onestop.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The processes, databases and topics of a platform that {@code ./onestop up} started on this machine. */
record LocalPlatform(Path home, int postgresPort, int kafkaPort) {
    static final List<String> DATABASES = List.of("intake", "approval", "evaluation", "appeal");

    /** In the order in which they are killed. */
    static final List<String> PARTS = List.of(
            "intake-service",
            "approval-service",
            "evaluation-service",
            "appeal-service",
            "gateway",
            "kafka",
            "postgres");

    static LocalPlatform of(Path root) {
        var set = System.getenv("ONESTOP_HOME");
        return new LocalPlatform(
                set == null ? root.resolve(".onestop") : Path.of(set),
                port("ONESTOP_POSTGRES_PORT", 15432),
                port("ONESTOP_KAFKA_PORT", 19092));
    }

    private static int port(String variable, int usual) {
        var set = System.getenv(variable);
        return set == null ? usual : Integer.parseInt(set);
    }

    /** Kills a part without warning. Returns the pid it had. */
    long kill(String part) throws IOException {
        long pid = pid(part);
        ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException(part + " does not run"))
                .destroyForcibly();
        return pid;
    }

    long pid(String part) throws IOException {
        var folder = part.equals("kafka") || part.equals("postgres")
                ? home.resolve(part)
                : home.resolve("services").resolve(part);
        return Long.parseLong(
                Files.readString(folder.resolve(part + ".pid")).strip().split(" ")[0]);
    }

    /** Starts what does not run. */
    static void up(Path root) throws IOException, InterruptedException {
        var process = new ProcessBuilder(root.resolve("onestop").toString(), "up")
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("onestop-up", ".log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("./onestop up failed");
        }
    }

    long count(String database, String sql) throws SQLException {
        return count(database, sql, null);
    }

    long count(String database, String sql, @Nullable List<String> files) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), database, password(database));
                var statement = connection.prepareStatement(sql)) {
            if (files != null) {
                statement.setArray(1, connection.createArrayOf("text", files.toArray()));
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** One figure that is asked for again and again, on one connection: a new one each time costs more than the question. */
    static final class Gauge implements AutoCloseable {
        private final Connection connection;
        private final PreparedStatement statement;

        private Gauge(Connection connection, String sql) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement(sql);
        }

        long read() throws SQLException {
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    Gauge gauge(String database, String sql) throws SQLException {
        return new Gauge(DriverManager.getConnection(url(database), database, password(database)), sql);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgresPort, database);
    }

    String password(String role) {
        var passwords = new Properties();
        try {
            passwords.load(new StringReader(Files.readString(home.resolve("passwords"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return passwords.getProperty(role);
    }

    /** All committed records of a topic, from its start to its end of now; partitions one after another. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", "127.0.0.1:" + kafkaPort,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
