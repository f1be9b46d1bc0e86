package onestop.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresProcessIT {
    private Path base;
    private PostgresProcess postgres;

    @BeforeEach
    void aServerOfItsOwn() throws Exception {
        base = TestFolders.create();
        postgres = server();
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        postgres.kill();
        TestFolders.delete(base);
    }

    private PostgresProcess server() {
        return PostgresProcess.in(base)
                .cache(TestFolders.sharedCache())
                .port(Ports.free())
                .setting("shared_buffers", "32MB")
                .build();
    }

    @Test
    void whatWasCommittedIsThereAfterAKill() throws Exception {
        postgres.start();
        long firstPid = postgres.pid().getAsLong();
        execute("CREATE TABLE kept (n int)");
        execute("INSERT INTO kept SELECT generate_series(1, 1000)");

        postgres.kill();
        assertThat(postgres.isRunning()).isFalse();
        postgres.start();

        assertThat(postgres.pid().getAsLong()).isNotEqualTo(firstPid);
        assertThat(query("SELECT count(*) FROM kept")).isEqualTo("1000");
    }

    @Test
    void aStopEndsTheServerThoughAClientIsConnected() throws Exception {
        postgres.start();
        try (var connection = postgres.connect("postgres")) {
            postgres.stop();
            assertThat(postgres.isRunning()).isFalse();
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(Ports.answers(postgres.port())).isFalse();

        postgres.start();
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void itIsDurableAndOnlyOnTheLoopbackAddress() throws Exception {
        postgres.start();

        assertThat(query("SHOW fsync")).isEqualTo("on");
        assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query("SHOW full_page_writes")).isEqualTo("on");
        assertThat(query("SHOW data_checksums")).isEqualTo("on");
        assertThat(query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(query("SHOW server_version")).startsWith("18.");
    }

    @Test
    void aSecondStartFindsTheRunningServer() {
        postgres.start();
        var again = PostgresProcess.in(base)
                .cache(TestFolders.sharedCache())
                .port(postgres.port())
                .build();

        again.start();

        assertThat(again.pid()).isEqualTo(postgres.pid());
    }

    @Test
    void aServerWhosePidFileWasLostIsFoundByItsData() throws Exception {
        postgres.start();
        var pid = postgres.pid();
        Files.delete(base.resolve("postgres/postgres.pid"));

        postgres.start();

        assertThat(postgres.pid()).isEqualTo(pid);
    }

    @Test
    void aFolderMayHaveSpacesAndQuotesInItsName() throws Exception {
        var odd = PostgresProcess.in(base.resolve("it's a folder"))
                .cache(TestFolders.sharedCache())
                .port(postgres.port())
                .setting("shared_buffers", "32MB")
                .build();
        try {
            odd.start();
            odd.connect("postgres").close();
            odd.stop();
        } finally {
            odd.kill();
        }
    }

    @Test
    void startsAtTheSameTimeMakeOneServer() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var start : List.of(threads.submit(postgres::start), threads.submit(postgres::start))) {
                start.get();
            }
        }
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aPidFileWhoseNumberSomebodyElseHasNowDoesNotPreventTheStart() throws Exception {
        postgres.start();
        postgres.kill();
        var file = postgres.dataDirectory().resolve("postmaster.pid");
        var lines = Files.readAllLines(file);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);

        postgres.start();

        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aRoleEntersItsOwnDatabaseOnly() throws Exception {
        postgres.start();
        postgres.createRole("intake", "it's a secret");
        postgres.createDatabase("intake", "intake");
        postgres.createRole("approval", "another");
        postgres.createDatabase("approval", "approval");

        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("intake"), "intake", "it's a secret");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (n int)");
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("approval"), "intake", "it's a secret"))
                .withMessageContaining("permission denied for database");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("intake"), "intake", "wrong"))
                .withMessageContaining("password authentication failed");
    }

    @Test
    void makingARoleOrDatabaseAgainChangesThePasswordOnly() throws Exception {
        postgres.start();
        postgres.createRole("intake", "old");
        postgres.createDatabase("intake", "intake");

        postgres.createRole("intake", "new");
        postgres.createDatabase("intake", "intake");

        DriverManager.getConnection(postgres.jdbcUrl("intake"), "intake", "new").close();
    }

    @Test
    void namesThatWouldNeedQuotingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> postgres.createRole("in\"take", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> postgres.createDatabase("Intake", "intake"));
    }

    @Test
    void thePasswordIsForTheOwnersEyesOnly() throws Exception {
        postgres.start();

        var permissions = Files.getPosixFilePermissions(base.resolve("postgres/superuser-password"));

        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        assertThat(postgres.superuserPassword()).hasSize(48);
    }

    @Test
    void aTakenPortIsNamed() {
        postgres.start();
        var other = base.resolve("other");
        var second = PostgresProcess.in(other)
                .cache(TestFolders.sharedCache())
                .port(postgres.port())
                .build();

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(second::start)
                .withMessageContaining("port " + postgres.port());
    }

    @Test
    void aBadSettingIsReportedWithTheServersOwnWords() {
        var wrong = PostgresProcess.in(base)
                .cache(TestFolders.sharedCache())
                .port(Ports.free())
                .setting("shared_buffers", "plenty")
                .build();

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(wrong::start)
                .withMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void itOutlivesTheProgramThatStartedIt() throws Exception {
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndEnd.class.getName(),
                        base.toString(),
                        TestFolders.sharedCache().toString(),
                        Integer.toString(postgres.port()))
                .inheritIO()
                .start();

        assertThat(program.waitFor()).isZero();

        assertThat(postgres.isRunning()).isTrue();
        assertThat(query("SELECT 1")).isEqualTo("1");
    }

    @Test
    void itRunsWhereOnlyRootMayPass() throws Exception {
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx------"));

        postgres.start();
        execute("CREATE TABLE kept (n int)");
        postgres.kill();
        postgres.start();

        assertThat(query("SELECT count(*) FROM kept")).isEqualTo("0");
        postgres.stop();
        assertThat(postgres.isRunning()).isFalse();
    }

    /** What a launcher does: starts the server and ends. */
    static final class StartAndEnd {
        private StartAndEnd() {}

        public static void main(String[] arguments) {
            PostgresProcess.in(Path.of(arguments[0]))
                    .cache(Path.of(arguments[1]))
                    .port(Integer.parseInt(arguments[2]))
                    .setting("shared_buffers", "32MB")
                    .build()
                    .start();
        }
    }

    @Test
    void childrenOfAKilledServerAreWaitedFor() throws Exception {
        postgres.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // a backend that is busy does not notice at once that its server has gone
            var busy = threads.submit(() -> query("SELECT count(*) FROM generate_series(1, 20000000)"));
            Thread.sleep(Duration.ofMillis(300));

            postgres.kill();
            postgres.start();

            assertThat(query("SELECT 1")).isEqualTo("1");
            busy.cancel(true);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
