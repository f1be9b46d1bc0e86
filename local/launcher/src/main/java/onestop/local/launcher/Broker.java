package onestop.local.launcher;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import onestop.local.infrastructure.KafkaProcess;
import onestop.local.infrastructure.Ports;

/** The Kafka broker. */
final class Broker implements Part {

    /** Those of {@link KafkaProcess} that an AOT cache must agree with. */
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");

    private final Home home;
    private final PortPlan ports;
    private final Home.Reusable reusable;
    private final AotUse aotUse;
    private final KafkaProcess process;

    Broker(Home home, PortPlan ports, Home.Reusable reusable, AotUse aotUse) {
        this.home = home;
        this.ports = ports;
        this.reusable = reusable;
        this.aotUse = aotUse;
        this.process = with(List.of());
    }

    private KafkaProcess with(List<String> jvmOptions) {
        return KafkaProcess.in(home.folder())
                .port(ports.of(Port.KAFKA))
                .controllerPort(ports.of(Port.KAFKA_CONTROLLER))
                .classPath(jars())
                .jvmOptions(jvmOptions.toArray(String[]::new))
                .build();
    }

    /** The broker's jars are among those of this program. */
    private static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(jar -> Path.of(jar).toAbsolutePath())
                .toList();
    }

    @Override
    public Optional<AotCache> aotCache() {
        String classPath = jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return Optional.of(AotCache.of(reusable.aot(), name(), content(), OPTIONS, classPath));
    }

    /** A JVM compares size and time of every jar with those it learned from, and so do we. */
    private static String content() {
        return jars().stream()
                .map(Path::toFile)
                .map(jar -> "%s %d %d".formatted(jar, jar.length(), jar.lastModified()))
                .collect(Collectors.joining("\n"));
    }

    String bootstrapServers() {
        return process.bootstrapServers();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.KAFKA, Port.KAFKA_CONTROLLER);
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public void start() {
        var options = new ArrayList<String>();
        aotCache().map(aotUse::options).ifPresent(options::addAll);
        options.add(Processes.mark(home, name()));
        with(options).start();
    }

    @Override
    public boolean ready() {
        return running() && Ports.answers(process.port());
    }

    @Override
    public void stop(Duration patience) {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public List<Path> logs() {
        return List.of(process.log());
    }
}
