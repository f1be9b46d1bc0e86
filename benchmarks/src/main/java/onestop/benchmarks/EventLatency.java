package onestop.benchmarks;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import onestop.demo.Platform;

/**
 * How long after intake has committed an acceptance the opened case is visible in approval's database. The commit is
 * taken as the moment at which the gateway's answer arrives, visibility as the moment at which a reader of approval's
 * database, who asks every millisecond for the files on their way, sees the file.
 */
final class EventLatency {
    private static final int RATE = Integer.getInteger("rate", 200);
    private static final int WARM_UP_SECONDS = 10;

    private final Platform platform = Settings.platform();
    private final LocalPlatform local = LocalPlatform.of(
            Path.of(System.getProperty("project", ".")).toAbsolutePath().normalize());
    /** Files whose acceptance has been sent and which nobody has seen in approval yet. */
    private final Set<String> accepting = ConcurrentHashMap.newKeySet();

    private final Map<String, Long> committed = new ConcurrentHashMap<>();
    private final Map<String, Long> visible = new HashMap<>();
    private volatile boolean loading = true;

    public static void main(String[] arguments) throws Exception {
        new EventLatency().run();
    }

    private void run() throws Exception {
        var application = Applications.complete(platform, List.of("SW-BG"));
        var reader = Thread.ofPlatform().start(this::readApproval);
        var gate = new Semaphore(400);
        long count = (long) RATE * (WARM_UP_SECONDS + Settings.SECONDS);
        long began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < count; i++) {
                long due = began + i * 1_000_000_000L / RATE;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                boolean measured = i >= (long) RATE * WARM_UP_SECONDS;
                gate.acquire();
                threads.submit(() -> {
                    try {
                        accept(application, measured);
                    } finally {
                        gate.release();
                    }
                });
            }
        }
        TimeUnit.SECONDS.sleep(2);
        loading = false;
        reader.join();
        report((System.nanoTime() - began) / 1e9);
    }

    private void accept(Map<String, Object> application, boolean measured) {
        var receipt = platform.post(
                        "window",
                        "/api/intake/applications",
                        application,
                        UUID.randomUUID().toString())
                .must(201, "handing in")
                .text("receiptNumber");
        accepting.add(receipt);
        platform.put("window", "/api/intake/applications/" + receipt + "/acceptance", Map.of())
                .must(200, "acceptance");
        if (measured) {
            committed.put(receipt, System.nanoTime());
        }
    }

    private void readApproval() {
        try (var connection =
                        DriverManager.getConnection(local.url("approval"), "approval", local.password("approval"));
                var question = connection.prepareStatement(
                        "SELECT receipt_number FROM approval_file WHERE receipt_number = ANY (?)")) {
            while (loading) {
                var awaited = accepting.stream().limit(1_000).toArray(String[]::new);
                if (awaited.length > 0) {
                    question.setArray(1, connection.createArrayOf("text", awaited));
                    try (var row = question.executeQuery()) {
                        long now = System.nanoTime();
                        while (row.next()) {
                            visible.putIfAbsent(row.getString(1), now);
                            accepting.remove(row.getString(1));
                        }
                    }
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(double seconds) {
        var millis = committed.entrySet().stream()
                .filter(e -> visible.containsKey(e.getKey()))
                .mapToDouble(e -> Math.max(0, (visible.getOrDefault(e.getKey(), 0L) - e.getValue()) / 1e6))
                .toArray();
        Arrays.sort(millis);
        System.out.printf(
                "%d acceptances at %d/s (%.0f s): %d seen in approval; commit to visible p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                committed.size(),
                RATE,
                seconds,
                millis.length,
                at(millis, 0.50),
                at(millis, 0.95),
                at(millis, 0.99),
                at(millis, 1.0));
        if (millis.length < committed.size()) {
            System.exit(1);
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
