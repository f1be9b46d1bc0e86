package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTests {

    @TempDir
    Path folder;

    /** Run in a second JVM, because a lock keeps out other processes. */
    public static void main(String[] arguments) {
        try (var _ = HomeLock.take(new Home(Path.of(arguments[0])), "down")) {
            System.out.println("taken");
        } catch (LauncherException e) {
            System.out.println(e.getMessage());
        }
    }

    @Test
    void aSecondCommandIsToldWhoWorksThere() throws Exception {
        var home = new Home(folder);

        try (var _ = HomeLock.take(home, "up")) {
            assertThat(secondCommand())
                    .contains("'up', pid " + ProcessHandle.current().pid());
        }
        assertThat(secondCommand()).isEqualTo("taken");
    }

    private String secondCommand() throws IOException {
        var process = new ProcessBuilder(
                        Jvm.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HomeLockTests.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
