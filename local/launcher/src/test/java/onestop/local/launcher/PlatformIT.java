package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real PostgreSQL, real Kafka, real processes; only the programs in them are small. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private Path root;
    private Home home;
    private PortPlan ports;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @BeforeAll
    void build() throws IOException {
        root = ExampleProject.in(folder.resolve("project"));
        home = new Home(folder.resolve("home"));
        home.create();
        ports = PortPlan.random();
    }

    @AfterEach
    void stopEverything() {
        platform().down(progress, PATIENCE);
        assertThat(platform().parts()).noneMatch(Part::running);
        assertThat(Processes.markedBy(home)).isEmpty();
    }

    @AfterAll
    void nothingIsLeftBehind() {
        assertThat(Processes.workingIn(home.folder().resolve("postgres/data"))).isEmpty();
        progress.close();
    }

    private Platform platform() {
        return new Platform(root, home, ports, home.reusable(), AotUse.NONE);
    }

    @Test
    void allStartsOnceAndStaysUpWithoutItsLauncher() {
        var started = platform().up(progress);

        assertThat(started).hasSize(8);
        assertThat(platform().parts()).allMatch(Part::ready);
        Map<String, Long> pids = pids();

        assertThat(platform().up(progress)).isEmpty();
        assertThat(pids()).isEqualTo(pids);
    }

    @Test
    void onlyWhatHasDiedIsStartedAgain() {
        platform().up(progress);
        Map<String, Long> before = pids();
        platform().part("approval").kill();
        platform().part("kafka").kill();
        platform().part("postgres").kill();

        var started = platform().up(progress);

        assertThat(started.stream().map(Part::name)).containsExactly("postgres", "kafka", "approval-service");
        assertThat(platform().parts()).allMatch(Part::ready);
        Map<String, Long> after = pids();
        for (String untouched :
                List.of("issuer", "intake-service", "evaluation-service", "appeal-service", "gateway")) {
            assertThat(after).containsEntry(untouched, before.get(untouched));
        }
    }

    @Test
    void aNewBuildIsNoticedWhileTheOldOneRunsOn() throws IOException {
        platform().up(progress);
        assertThat(platform().outdated()).isEmpty();
        Path jar = root.resolve("appeal-service/target/appeal-service.jar");

        ExampleProgram.writeRefusingJar(jar);

        try {
            assertThat(platform().outdated()).containsExactly("appeal-service");
            assertThat(platform().part("appeal").ready()).isTrue();
        } finally {
            ExampleProgram.writeJar(jar);
        }
    }

    @Test
    void aServiceEntersItsOwnDatabaseAndNoOther() throws SQLException {
        platform().up(progress);
        String secret = Secrets.passwords(home.passwords(), List.of()).get("intake");

        // the example program has written a row at its start
        try (var connection = DriverManager.getConnection(url("intake"), "intake", secret);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM start")) {
            rows.next();
            assertThat(rows.getInt(1)).isPositive();
        }
        for (String other : List.of("approval", "evaluation", "appeal", "postgres", "template1")) {
            assertThatThrownBy(() -> DriverManager.getConnection(url(other), "intake", secret)
                            .close())
                    .hasMessageContaining("permission denied for database \"" + other + "\"");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url("intake"), "intake", "guess")
                        .close())
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTheVariableBeforeAnythingStarts() throws IOException {
        try (var _ = new ServerSocket(ports.of(Port.APPEAL), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> platform().up(progress))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("Port " + ports.of(Port.APPEAL) + ", for appeal-service")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("ONESTOP_APPEAL_PORT");
        }
        assertThat(platform().parts()).noneMatch(Part::running);
    }

    @Test
    void aProgramThatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() throws IOException {
        Path jar = root.resolve("gateway/target/gateway.jar");
        Files.delete(jar);
        try {
            assertThatThrownBy(() -> platform().up(progress))
                    .hasMessageContaining(jar.toString())
                    .hasMessageContaining("./onestop build");
            assertThat(platform().parts()).noneMatch(Part::running);
        } finally {
            ExampleProgram.writeJar(jar);
        }
    }

    @Test
    void whatDoesNotStartIsToldWithItsLastWordsAndTheRestStays() throws IOException {
        Path refusing = root.resolve("evaluation-service/target/evaluation-service.jar");
        ExampleProgram.writeRefusingJar(refusing);
        try {
            assertThatThrownBy(() -> platform().up(progress))
                    .hasMessageContaining("evaluation-service has ended while it started")
                    .hasMessageContaining("told to refuse");
            assertThat(platform().part("intake").running()).isTrue();
        } finally {
            ExampleProgram.writeJar(refusing);
        }
        assertThat(platform().up(progress).stream().map(Part::name)).contains("evaluation-service");
    }

    @Test
    void aProcessThatNoPidFileTellsOfIsFoundAndEnded() throws IOException {
        platform().up(progress);
        // as if the launcher had been killed before it wrote them down
        Files.delete(home.service("intake-service").resolve("intake-service.pid"));
        Files.delete(home.folder().resolve("kafka/kafka.pid"));
        Files.delete(home.folder().resolve("postgres/postgres.pid"));
        assertThat(Processes.markedBy(home)).hasSize(7);

        platform().down(progress, PATIENCE);

        assertThat(Processes.markedBy(home)).isEmpty();
        assertThat(Processes.workingIn(home.folder().resolve("postgres/data"))).isEmpty();
    }

    @Test
    void aPidFileOfAnotherProcessIsNotBelieved() throws IOException {
        long ours = ProcessHandle.current().pid();
        Files.createDirectories(home.service("appeal-service"));
        Files.writeString(home.service("appeal-service").resolve("appeal-service.pid"), ours + " another-boot:12345");

        assertThat(platform().part("appeal").running()).isFalse();
        platform().part("appeal").kill();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private Map<String, Long> pids() {
        return platform().parts().stream()
                .collect(Collectors.toMap(Part::name, part -> part.pid().orElse(-1)));
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + ports.of(Port.POSTGRES) + "/" + database;
    }
}
