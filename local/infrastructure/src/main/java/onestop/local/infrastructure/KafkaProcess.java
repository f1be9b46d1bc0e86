package onestop.local.infrastructure;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka broker on this machine's loopback address: one KRaft node, broker and controller in one, in a JVM of its own.
 *
 * <pre>
 * kafka/data/             the log directory, formatted at the first start
 * kafka/kafka.log, .pid   what it wrote, how it is found again
 * kafka/cluster-id        made before the first start
 * </pre>
 *
 * <p>A single node has no replica to fall back on, so every batch is synced to the disk before it is acknowledged
 * ({@code log.flush.interval.messages=1}).
 */
public final class KafkaProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(2); // recovery of unclean logs included
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int RECORD_LIMIT_BYTES = 10 * 1024 * 1024;

    private final Path directory;
    private final Path data;
    private final int port;
    private final int controllerPort;
    private final String classPath;
    private final Path java;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;
    private final DetachedProcess process;

    private KafkaProcess(Builder builder) {
        this.directory = builder.base.resolve("kafka");
        this.data = directory.resolve("data");
        this.port = builder.port;
        this.controllerPort = builder.controllerPort == 0 ? builder.port + 1 : builder.controllerPort;
        this.classPath = builder.classPath;
        this.java = builder.java;
        this.jvmOptions = List.copyOf(builder.jvmOptions);
        this.settings = Map.copyOf(builder.settings);
        this.process = DetachedProcess.in(directory, "kafka");
    }

    /** A broker whose files are below {@code base}. Two brokers need two base directories and two pairs of ports. */
    public static Builder in(Path base) {
        return new Builder(base);
    }

    /**
     * Starts the broker and returns when it answers. Formats the log directory at the first start, recovers it after a
     * crash, and returns at once when the broker runs already.
     */
    public void start() {
        try (var _ = FolderLock.on(directory)) {
            if (!process.isRunning()) {
                writeLogging();
                writeSettings();
                format();
                Ports.requireFree("Kafka", port);
                Ports.requireFree("Kafka's controller", controllerPort);
                process.start(command(jvmOptions, "kafka.Kafka", properties().toString()), environment());
            }
            awaitAnswer();
        } catch (IOException e) {
            throw new InfrastructureException("cannot prepare Kafka in " + directory, e);
        }
    }

    /** Formats the log directory unless that is done; {@link #start} would do it otherwise. */
    public void prepare() {
        try (var _ = FolderLock.on(directory)) {
            writeLogging();
            writeSettings();
            format();
        } catch (IOException e) {
            throw new InfrastructureException("cannot prepare Kafka in " + directory, e);
        }
    }

    /** Stops the broker in order; it closes its logs, so that the next start need not recover them. */
    public void stop() {
        try (var _ = FolderLock.on(directory)) {
            process.stop(STOP_LIMIT);
        }
    }

    /** Kills the broker at once, as a crash would; what it had acknowledged is there after the next start. */
    public void kill() {
        process.kill();
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    /** The broker's pid while it runs. */
    public OptionalLong pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** What a client sets as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Path dataDirectory() {
        return data;
    }

    public Path log() {
        return process.log();
    }

    private Path properties() {
        return directory.resolve("server.properties");
    }

    private List<String> command(List<String> options, String... program) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED", // compression libraries
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-Dlogback.configurationFile=" + directory.resolve("logback.xml")));
        command.addAll(options);
        command.addAll(Arrays.asList(program));
        return command;
    }

    /** By the environment rather than {@code -cp}, so that a process list stays readable. */
    private Map<String, String> environment() {
        return Map.of("CLASSPATH", classPath);
    }

    /** Formatting twice is harmless with one cluster id, so a start that was killed in between is simply repeated. */
    private void format() throws IOException {
        var done = directory.resolve("formatted");
        if (Files.exists(done)) {
            return;
        }
        var clusterId = directory.resolve("cluster-id");
        if (!Files.exists(clusterId)) {
            var fresh = directory.resolve("cluster-id.new");
            Files.writeString(fresh, randomClusterId());
            Files.move(fresh, clusterId, StandardCopyOption.ATOMIC_MOVE);
        }
        var id = Files.readString(clusterId).strip();
        var program = new String[] {
            "kafka.tools.StorageTool",
            "format",
            "--ignore-formatted",
            "-t",
            id,
            "-c",
            properties().toString()
        };
        Commands.run(
                command(List.of("-XX:TieredStopAtLevel=1"), program),
                environment(),
                directory.resolve("format.log"),
                Duration.ofMinutes(1));
        Files.createFile(done);
    }

    /** Kafka writes ids in base 64; one that began with a dash would be taken for an option of the tool. */
    private static String randomClusterId() {
        while (true) {
            var random = UUID.randomUUID();
            var bytes = ByteBuffer.allocate(16)
                    .putLong(random.getMostSignificantBits())
                    .putLong(random.getLeastSignificantBits());
            var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
            if (!id.startsWith("-")) {
                return id;
            }
        }
    }

    /** Without a configuration Logback would write everything there is, and the start would take three times as long. */
    private void writeLogging() throws IOException {
        var resource = Objects.requireNonNull(KafkaProcess.class.getResourceAsStream("kafka-logback.xml"));
        try (resource) {
            Files.copy(resource, directory.resolve("logback.xml"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writeSettings() throws IOException {
        var all = new LinkedHashMap<String, String>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("log.dirs", data.toString());
        all.put("auto.create.topics.enable", "false");
        all.put("num.io.threads", "2");
        all.put("num.network.threads", "2");
        // one node: every internal topic has the one replica
        all.put("default.replication.factor", "1");
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "5");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "5");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("log.flush.interval.messages", "1");
        // after a kill the controller lets the new broker in only when the old one's session is over; the default is 9
        // s
        all.put("broker.session.timeout.ms", "3000");
        all.put("broker.heartbeat.interval.ms", "1000");
        // one event can hold a batch of thousands of cases
        all.put("message.max.bytes", Integer.toString(RECORD_LIMIT_BYTES));
        all.put("replica.fetch.max.bytes", Integer.toString(RECORD_LIMIT_BYTES));
        // its default is half of this broker's heap
        all.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        all.putAll(settings);
        var text = all.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n", "# Written at each start\n", "\n"));
        Files.writeString(properties(), text);
    }

    /** An open port is not yet a broker: it answers when the controller has let it in. */
    private void awaitAnswer() {
        boolean open = Waiting.until(START_LIMIT, () -> Ports.answers(port) || !process.isRunning());
        if (open && process.isRunning()) {
            try (var admin = Admin.create(Map.of(
                    "bootstrap.servers", bootstrapServers(),
                    "client.id", "onestop-start",
                    "enable.metrics.push", "false"))) {
                open = Waiting.until(START_LIMIT, () -> admits(admin) || !process.isRunning());
            }
        }
        if (!open || !process.isRunning()) {
            throw new InfrastructureException(
                    "Kafka does not start; the end of " + process.log() + ":\n" + process.logTail(20));
        }
    }

    private static boolean admits(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while waiting for Kafka", e);
        }
    }

    /** Where the broker keeps its files, what it is run with, and what differs from the defaults. */
    public static final class Builder {
        private final Path base;
        private int port = 19092;
        private int controllerPort;
        private String classPath = jarsOfThisProgram();
        private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        private final List<String> jvmOptions = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder(Path base) {
            this.base = base.toAbsolutePath().normalize();
        }

        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** The controller's own port; unless set, the one after the broker's. */
        public Builder controllerPort(int number) {
            this.controllerPort = number;
            return this;
        }

        /**
         * The jars of {@code kafka_2.13} and of all that it needs, Logback included. Unless set, the jars of the running
         * program's class path.
         */
        public Builder classPath(List<Path> jars) {
            this.classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            return this;
        }

        /** The {@code java} to run it with; unless set, the one that runs this program. */
        public Builder java(Path program) {
            this.java = program;
            return this;
        }

        /** Further options of the JVM; they come after ours, so they win. */
        public Builder jvmOptions(String... options) {
            jvmOptions.addAll(List.of(options));
            return this;
        }

        /** A setting of {@code server.properties}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        public KafkaProcess build() {
            return new KafkaProcess(this);
        }

        private static String jarsOfThisProgram() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.endsWith(".jar"))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
