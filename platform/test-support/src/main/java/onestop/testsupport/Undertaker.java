package onestop.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Ends a server and removes its files when this JVM is gone, however it went: a hook does not run when a JVM is killed,
 * but the operating system always closes its pipes.
 *
 * <p>So a small shell waits for the end of a pipe from this JVM. It is deaf to Ctrl-C, which reaches all of the terminal's
 * processes.
 */
final class Undertaker {
    private static final String SCRIPT = """
            cat >/dev/null
            pid=$(cut -d' ' -f1 "$2" 2>/dev/null)
            if [ -n "$pid" ]; then
              kill -QUIT "$pid"; sleep 0.2; kill -KILL "$pid"
            fi
            rm -rf "$1" || { sleep 1; rm -rf "$1"; }
            """;

    private Undertaker() {}

    /**
     * @param folder removed at the end
     * @param pidFile holds the server's pid, as soon as there is one
     */
    static void endsWithThisJvm(Path folder, Path pidFile) {
        try {
            var shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "undertaker", folder.toString(), pidFile.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> finish(shell)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void finish(Process shell) {
        try {
            shell.getOutputStream().close();
            shell.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException _) {
            // the shell goes on without us
        }
    }
}
