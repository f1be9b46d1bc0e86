package onestop.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onestop.local.infrastructure.InfrastructureException;
import onestop.local.infrastructure.KafkaProcess;
import onestop.local.infrastructure.Ports;
import onestop.local.infrastructure.PostgresProcess;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The servers as processes of this machine, with new data for each JVM in the temporary folder. What never changes (the
 * unpacked PostgreSQL, a formatted broker directory) is kept there between runs.
 */
final class EmbeddedServers {
    private EmbeddedServers() {}

    static PostgresServer startPostgres() {
        var base = freshFolder("postgres");
        Undertaker.endsWithThisJvm(base, base.resolve("postgres/postgres.pid"));
        var postgres = started(
                () -> PostgresProcess.in(base)
                        .cache(sharedFolder())
                        .port(Ports.free())
                        .setting("shared_buffers", "64MB")
                        // a test's data need not survive the machine; that of a killed server does without these too
                        .setting("fsync", "off")
                        .setting("full_page_writes", "off")
                        .build(),
                PostgresProcess::start);
        return new PostgresServer(
                "127.0.0.1", postgres.port(), PostgresProcess.SUPERUSER, postgres.superuserPassword());
    }

    static String startKafka() {
        var base = freshFolder("kafka");
        Undertaker.endsWithThisJvm(base, base.resolve("kafka/kafka.pid"));
        copyFormatted(base);
        return started(() -> kafka(base), KafkaProcess::start).bootstrapServers();
    }

    private static KafkaProcess kafka(Path base) {
        var builder = KafkaProcess.in(base)
                .port(Ports.free())
                .controllerPort(Ports.free())
                .jvmOptions("-XX:TieredStopAtLevel=1")
                .setting("log.flush.interval.messages", Long.toString(Long.MAX_VALUE));
        BrokerSettings.FOR_TESTS.forEach(builder::setting);
        return builder.build();
    }

    /** Between choosing a free port and using it another test may have taken it: then with another one. */
    private static <T> T started(Supplier<T> server, Consumer<T> start) {
        for (int tries = 1; ; tries++) {
            var candidate = server.get();
            try {
                start.accept(candidate);
                return candidate;
            } catch (InfrastructureException e) {
                if (tries == 3) {
                    throw e;
                }
            }
        }
    }

    /** Formatting takes a JVM of its own, about as long as the broker itself; the result is the same each time. */
    private static void copyFormatted(Path base) {
        var template = sharedFolder().resolve("kafka-" + AppInfoParser.getVersion());
        KafkaProcess.in(template).jvmOptions("-XX:TieredStopAtLevel=1").build().prepare();
        try (var files = Files.walk(template)) {
            for (var file : files.toList()) {
                var copy = base.resolve(template.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path freshFolder(String server) {
        try {
            var folder = Files.createTempDirectory("onestop-test-" + server + "-");
            open(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the temporary folder, not at home: PostgreSQL may run as an account that cannot pass through root's home. */
    private static Path sharedFolder() {
        var user = System.getProperty("user.name");
        var folder = Path.of(System.getProperty("java.io.tmpdir"), "onestop-test-cache-" + user);
        try {
            try {
                Files.createDirectory(folder);
                open(folder);
            } catch (FileAlreadyExistsException _) {
                // programs are run from there: it must be ours, not a folder that somebody laid out for us
                if (!Files.getOwner(folder).getName().equals(user) || Files.isSymbolicLink(folder)) {
                    return freshFolder("cache");
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
