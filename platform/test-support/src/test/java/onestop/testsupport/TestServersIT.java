package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onestop.local.infrastructure.Ports;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of running the servers, in JVMs of their own, because a JVM has the servers only once. */
class TestServersIT {

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "containers", "auto"})
    void theServersAnswerAndEndWithTheJvm(String infrastructure) throws Exception {
        Assumptions.assumeTrue(
                !infrastructure.equals("containers") || Infrastructure.Engine.USABLE,
                "no Docker engine that has the images");

        var program = program(infrastructure, "end");
        var ports = ports(program);

        assertThat(program.waitFor()).isZero();
        assertThat(ports).hasSize(2).noneMatch(Ports::answers);
    }

    @ParameterizedTest
    @ValueSource(strings = "embedded") // Testcontainers' own reaper does it for containers
    void theServersEndWhenTheJvmIsKilled(String infrastructure) throws Exception {
        var program = program(infrastructure, "stay");
        var ports = ports(program);
        assertThat(ports).hasSize(2).allMatch(Ports::answers);

        program.destroyForcibly().waitFor();

        Eventually.within(Duration.ofSeconds(20), () -> assertThat(ports).noneMatch(Ports::answers));
    }

    private static Process program(String infrastructure, String ending) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Infrastructure.SETTING + "=" + infrastructure,
                        "-cp",
                        System.getProperty("java.class.path"),
                        UseServers.class.getName(),
                        ending)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<Integer> ports(Process program) throws Exception {
        var ports = new ArrayList<Integer>();
        var output = program.inputReader();
        for (String line; ports.size() < 2 && (line = output.readLine()) != null; ) {
            if (line.startsWith("port ")) {
                ports.add(Integer.valueOf(line.substring(5)));
            }
        }
        return ports;
    }

    static final class UseServers {
        private UseServers() {}

        public static void main(String[] arguments) throws Exception {
            var broker = TestServers.bootstrapServers();
            try (var events = new Events(broker)) {
                events.createTopic("t", 1);
                events.send("t", "k", "type", "subject", 1, "{}");
                assertThat(events.list("t")).hasSize(1);
            }
            var database = TestServers.freshDatabase();
            assertThat(TestServers.freshDatabase().url()).isNotEqualTo(database.url());
            try (var connection =
                            DriverManager.getConnection(database.url(), database.username(), database.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (n int)");
            }
            System.out.println("port " + broker.replaceFirst(".*:", ""));
            System.out.println("port " + database.url().replaceFirst(".*:(\\d+)/.*", "$1"));
            System.out.flush();
            if (arguments[0].equals("stay")) {
                Thread.sleep(Duration.ofMinutes(5));
            }
        }
    }
}
