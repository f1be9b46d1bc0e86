package onestop.local.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import onestop.local.infrastructure.KafkaProcess;
import onestop.local.infrastructure.Ports;

/** The Kafka broker. */
final class Broker implements Part {

    private final KafkaProcess process;

    Broker(Home home, PortPlan ports, List<String> jvmOptions) {
        this.process = KafkaProcess.in(home.folder())
                .port(ports.of(Port.KAFKA))
                .controllerPort(ports.of(Port.KAFKA_CONTROLLER))
                .jvmOptions(jvmOptions.toArray(String[]::new))
                .build();
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
        process.start();
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
