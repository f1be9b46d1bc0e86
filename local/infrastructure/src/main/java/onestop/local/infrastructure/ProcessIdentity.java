package onestop.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells one process from a later one with the same pid.
 *
 * <p>Linux counts a process's start in clock ticks since the boot, which no change of the clock moves; with the boot's
 * own id that is unique. Elsewhere the start time of {@link ProcessHandle} has to do.
 */
final class ProcessIdentity {
    private ProcessIdentity() {}

    /** Empty when there is no such process, or only what is left of one that nobody has waited for. */
    static Optional<String> of(long pid) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(start -> Long.toString(start.toEpochMilli()));
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // field 3 of proc(5) is fields[0]
            boolean ended = "ZX".contains(fields[0]) && noOtherThread(pid);
            return ended ? Optional.empty() : Optional.of(bootId() + ":" + fields[19]);
        } catch (IOException _) { // gone, perhaps while we read
            return Optional.empty();
        }
    }

    static boolean alive(long pid) {
        return of(pid).isPresent();
    }

    /** While one thread of a killed program is still ending, its files and ports are not free. */
    private static boolean noOtherThread(long pid) throws IOException {
        try (var threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.count() <= 1;
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }
}
