package onestop.local.infrastructure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A program that goes on running after the one that started it has ended, and that a later program finds again.
 *
 * <p>It writes to {@code <name>.log} and is remembered in {@code <name>.pid}, both in the given directory. The pid file
 * holds the process's start time too, so that a number given to another program later, or before a reboot, is never
 * taken for it. It runs in a session of its own: neither Ctrl-C in the starting terminal nor closing it reaches it.
 */
public final class DetachedProcess {
    private static final long LOG_LIMIT_BYTES = 16L * 1024 * 1024;

    private final Path directory;
    private final Path pidFile;
    private final Path log;

    private DetachedProcess(Path directory, String name) {
        this.directory = directory.toAbsolutePath();
        this.pidFile = this.directory.resolve(name + ".pid");
        this.log = this.directory.resolve(name + ".log");
    }

    /** The program of that name whose pid file and log are, or will be, in {@code directory}. */
    public static DetachedProcess in(Path directory, String name) {
        return new DetachedProcess(directory, name);
    }

    /**
     * Starts the command in {@link #directory the directory}; its output is appended to the log.
     *
     * @param environment added to this program's own environment
     * @return the pid of the command itself, not of a wrapper
     * @throws InfrastructureException when it runs already or the command does not exist
     */
    public long start(List<String> command, Map<String, String> environment) {
        if (isRunning()) {
            throw new InfrastructureException("%s runs already, pid %d".formatted(pidFile, pid().getAsLong()));
        }
        try {
            Files.createDirectories(directory);
            shortenLog();
            var detached = new ArrayList<>(Commands.inOwnSession());
            detached.addAll(command);
            var builder = new ProcessBuilder(detached)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            long pid = builder.start().pid();
            remember(pid);
            return pid;
        } catch (IOException e) {
            throw new InfrastructureException("cannot start " + command.getFirst(), e);
        }
    }

    /** The pid while it runs, else empty. */
    public OptionalLong pid() {
        try {
            var remembered = Files.readString(pidFile).strip().split(" ", 2);
            long pid = Long.parseLong(remembered[0]);
            boolean same = remembered.length == 2
                    && ProcessIdentity.of(pid).filter(remembered[1]::equals).isPresent();
            return same ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        } catch (NumberFormatException _) { // torn write of a machine that lost power
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new InfrastructureException("cannot read " + pidFile, e);
        }
    }

    public boolean isRunning() {
        return pid().isPresent();
    }

    /** Asks it to end (SIGTERM) and, when it has not within {@code patience}, kills it. Does nothing when it does not run. */
    public void stop(Duration patience) {
        handle().ifPresent(ProcessHandle::destroy);
        if (!awaitEnd(patience)) {
            kill();
        }
    }

    /** Ends it at once (SIGKILL), as a crash would. Does nothing when it does not run. */
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
        if (!awaitEnd(Duration.ofSeconds(10))) {
            throw new InfrastructureException("cannot end the process of " + pidFile);
        }
    }

    /** Whether it has ended within {@code patience}. */
    public boolean awaitEnd(Duration patience) {
        return Waiting.until(patience, () -> !isRunning());
    }

    /** Where its standard output and standard error go. */
    public Path log() {
        return log;
    }

    /** The end of the log, for error messages. */
    public String logTail(int lines) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - 16_384);
            var bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException _) {
            return "(no log at " + log + ")";
        }
    }

    private Optional<ProcessHandle> handle() {
        var pid = pid();
        return pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
    }

    /** Takes a running process for the one of this name. */
    void adopt(long pid) {
        try {
            remember(pid);
        } catch (IOException e) {
            throw new InfrastructureException("cannot write " + pidFile, e);
        }
    }

    private void remember(long pid) throws IOException {
        var fresh = directory.resolve(pidFile.getFileName() + ".new");
        Files.writeString(fresh, pid + " " + ProcessIdentity.of(pid).orElse("ended"));
        Files.move(fresh, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void shortenLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, directory.resolve(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
