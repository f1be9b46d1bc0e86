package onestop.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a local platform have used up so far: CPU time of each, commits and bytes of write-ahead log of all databases.
 *
 * @param cpuMillis by part, in user and system mode
 */
record Costs(Map<String, Long> cpuMillis, long commits, long walBytes) {
    /** Clock ticks of a second in /proc: the same on every Linux that runs here. */
    private static final long TICKS = 100;

    /** Empty where the platform does not run on this machine. */
    static Optional<Costs> now(LocalPlatform platform) {
        try {
            var cpu = new LinkedHashMap<String, Long>();
            for (var part : LocalPlatform.PARTS) {
                cpu.put(part, cpu(platform.pid(part), part.equals("postgres")));
            }
            long commits = platform.count("approval", "SELECT sum(xact_commit)::bigint FROM pg_stat_database");
            long wal = platform.count("approval", "SELECT (pg_current_wal_lsn() - '0/0')::bigint");
            return Optional.of(new Costs(cpu, commits, wal));
        } catch (IOException | SQLException _) {
            return Optional.empty();
        }
    }

    /** A line for a reader: what each of so many lifecycles cost since then. */
    String since(Costs before, long lifecycles) {
        var parts = new StringBuilder();
        double all = 0;
        for (var part : cpuMillis.entrySet()) {
            double each = (double) (part.getValue() - before.cpuMillis().getOrDefault(part.getKey(), 0L)) / lifecycles;
            all += each;
            parts.append(" %s %.1f".formatted(part.getKey(), each));
        }
        return "each of %d lifecycles: %.1f ms CPU (%s), %.1f commits, %.1f kB of write-ahead log"
                .formatted(
                        lifecycles,
                        all,
                        parts.toString().strip(),
                        (double) (commits - before.commits()) / lifecycles,
                        (walBytes - before.walBytes()) / 1000.0 / lifecycles);
    }

    /** A line for a reader: what each of so many ratings cost since then, this process among them. */
    String sinceOfRatings(Costs before, long ratings, double ownMicros) {
        var parts = new StringBuilder();
        double all = ownMicros / ratings;
        for (var part : cpuMillis.entrySet()) {
            double each = 1_000.0 * (part.getValue() - before.cpuMillis().getOrDefault(part.getKey(), 0L)) / ratings;
            all += each;
            if (each >= 0.05) {
                parts.append(", %s %.1f".formatted(part.getKey(), each));
            }
        }
        return "each rating: %.1f µs CPU (this generator %.1f%s), %.0f bytes of write-ahead log"
                .formatted(all, ownMicros / ratings, parts, (double) (walBytes - before.walBytes()) / ratings);
    }

    /** CPU time of this process so far, in microseconds. */
    static double own() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(spent -> spent.toNanos() / 1_000.0)
                .orElse(0.0);
    }

    /** PostgreSQL works in children: those that live, and in the parent's account those that have ended. */
    private static long cpu(long pid, boolean withChildren) throws IOException {
        long ticks = ticks(Path.of("/proc", Long.toString(pid), "stat"), null, withChildren);
        if (withChildren) {
            try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (var process : all) {
                    ticks += ticks(process.resolve("stat"), pid, false);
                }
            }
        }
        return ticks * 1000 / TICKS;
    }

    /** @param parent counts only a child of this process; null for any */
    private static long ticks(Path stat, @Nullable Long parent, boolean withEndedChildren) throws IOException {
        String text;
        try {
            text = Files.readString(stat);
        } catch (IOException e) {
            if (parent == null) {
                throw e;
            }
            return 0; // it has ended meanwhile
        }
        // After the name in brackets: state, parent, … user and system time are the 12th and 13th, those of ended
        // children follow.
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        if (parent != null && Long.parseLong(fields[1]) != parent) {
            return 0;
        }
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return withEndedChildren ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks;
    }
}
