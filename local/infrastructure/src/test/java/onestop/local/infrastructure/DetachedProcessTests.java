package onestop.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedProcessTests {
    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        DetachedProcess.in(folder, "sleeper").kill();
    }

    @Test
    void itIsFoundAgainByItsPidFile() {
        long pid = DetachedProcess.in(folder, "sleeper").start(List.of("sleep", "60"), Map.of());

        var found = DetachedProcess.in(folder, "sleeper");

        assertThat(found.pid()).hasValue(pid);
        assertThat(Waiting.until(Duration.ofSeconds(60), () -> programOf(pid).endsWith("sleep")))
                .isTrue();
    }

    @Test
    void anotherProcessWithItsPidIsNotTakenForIt() throws Exception {
        var process = DetachedProcess.in(folder, "sleeper");
        long pid = process.start(List.of("sleep", "60"), Map.of());
        var file = folder.resolve("sleeper.pid");
        var remembered = Files.readString(file);
        Files.writeString(
                file,
                remembered.replaceFirst(
                        "^\\d+", Long.toString(ProcessHandle.current().pid())));

        assertThat(process.isRunning()).isFalse();

        Files.writeString(file, remembered);
        assertThat(process.pid()).hasValue(pid);
    }

    @Test
    void aTornPidFileMeansNotRunning() throws Exception {
        Files.writeString(folder.resolve("sleeper.pid"), "");

        assertThat(DetachedProcess.in(folder, "sleeper").isRunning()).isFalse();
    }

    @Test
    void itIsNotStartedTwice() {
        var process = DetachedProcess.in(folder, "sleeper");
        process.start(List.of("sleep", "60"), Map.of());

        assertThatExceptionOfType(InfrastructureException.class)
                .isThrownBy(() -> process.start(List.of("sleep", "60"), Map.of()));
    }

    @Test
    void oneThatIgnoresTheRequestToEndIsKilled() {
        var process = DetachedProcess.in(folder, "sleeper");
        process.start(List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"), Map.of());
        assertThat(Waiting.until(
                        Duration.ofSeconds(60), () -> process.logTail(1).equals("ready")))
                .isTrue();

        process.stop(Duration.ofMillis(300));

        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void itsOutputAndItsEnvironment() {
        var process = DetachedProcess.in(folder, "sleeper");
        process.start(List.of("sh", "-c", "echo out $GREETING; echo err >&2"), Map.of("GREETING", "hello"));

        assertThat(process.awaitEnd(Duration.ofSeconds(60))).isTrue();

        assertThat(process.logTail(5)).isEqualTo("out hello\nerr");
    }

    private static String programOf(long pid) {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).orElse("");
    }
}
