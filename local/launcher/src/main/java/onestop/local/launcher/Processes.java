package onestop.local.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the operating system tells about processes. */
final class Processes {

    private static final String MARK = "-Donestop.process=";

    private Processes() {}

    /**
     * A JVM option that says whose process this is. Should a launcher be killed between starting a process and noting
     * its pid, the mark still finds it.
     */
    static String mark(Home home, String name) {
        return MARK + home.folder().resolve(name);
    }

    /** The JVMs that carry the mark of this folder, whatever is noted about them. */
    static List<ProcessHandle> markedBy(Home home) {
        String ours = MARK + home.folder() + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> arguments(process.pid())
                        .anyMatch(argument -> argument.startsWith(ours) && argument.indexOf('/', ours.length()) < 0))
                .toList();
    }

    /** The processes of a PostgreSQL server: each works in its data directory. */
    static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        Path at = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
                        return at.equals(folder.toRealPath());
                    } catch (IOException _) { // gone, or another account's
                        return false;
                    }
                })
                .toList();
    }

    /** Whether it still does anything; one that has ended and that its parent has not asked about does not. */
    static boolean alive(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return process.isAlive()
                    && !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException _) {
            return false;
        }
    }

    /** The command line, as far as this account may see it. */
    static Stream<String> arguments(long pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return Arrays.stream(new String(line, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    /**
     * Resident memory in KiB. Of a process with children (PostgreSQL) it is the sum of the proportional parts, or else
     * the shared buffers would be counted once for every connection.
     */
    static OptionalLong residentKibibytes(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().toList();
        if (children.isEmpty()) {
            return field(process.pid(), "status", "VmRSS:");
        }
        return Stream.concat(Stream.of(process), children.stream())
                .map(each -> {
                    OptionalLong share = field(each.pid(), "smaps_rollup", "Pss:");
                    // not ours to look into: without the shared part, which the main process accounts for
                    return share.isPresent() || each.equals(process) ? share : field(each.pid(), "status", "RssAnon:");
                })
                .reduce(
                        OptionalLong.empty(),
                        (sum, one) -> one.isEmpty() ? sum : OptionalLong.of(sum.orElse(0) + one.getAsLong()));
    }

    /** Whether the process has this file mapped into its memory. */
    static boolean maps(long pid, Path file) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
            return lines.anyMatch(line -> line.endsWith(file.toString()));
        } catch (IOException _) {
            return false;
        }
    }

    static OptionalLong availableMemoryKibibytes() {
        return field(Path.of("/proc/meminfo"), "MemAvailable:");
    }

    private static OptionalLong field(long pid, String file, String name) {
        return field(Path.of("/proc", Long.toString(pid), file), name);
    }

    private static OptionalLong field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException _) {
            return OptionalLong.empty();
        }
    }
}
