package onestop.local.infrastructure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs small programs to their end, and knows the ones of the operating system that we build on. */
final class Commands {
    private Commands() {}

    /** Runs the command; its output is appended to {@code log}. A non-zero exit is an exception that quotes the log. */
    static void run(List<String> command, Map<String, String> environment, Path log, Duration limit) {
        int exit = exitCode(command, environment, log, limit);
        if (exit != 0) {
            var process =
                    DetachedProcess.in(parent(log), log.getFileName().toString().replaceFirst("\\.log$", ""));
            throw new InfrastructureException("%s ended with %d; the end of %s:%n%s"
                    .formatted(command.getFirst(), exit, log, process.logTail(20)));
        }
    }

    static int exitCode(List<String> command, Map<String, String> environment, Path log, Duration limit) {
        try {
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (!log.startsWith("/dev")) {
                builder.directory(parent(log).toFile());
            }
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new InfrastructureException(
                        "%s did not end within %s; see %s".formatted(command.getFirst(), limit, log));
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new InfrastructureException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while running " + command.getFirst(), e);
        }
    }

    static boolean succeeds(List<String> command) {
        return exitCode(command, Map.of(), Path.of("/dev/null"), Duration.ofSeconds(10)) == 0;
    }

    /** The program on this machine's PATH, if there is one. */
    static Optional<Path> find(String program) {
        return Arrays.stream(
                        System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What to put before a command so that no signal to the terminal's group reaches it. Both forms keep the pid. */
    static List<String> inOwnSession() {
        return find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    }

    private static Path parent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
