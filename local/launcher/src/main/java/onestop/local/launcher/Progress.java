package onestop.local.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells what is going on while it does: a line for everything that has happened, and at a terminal one more that says
 * what is still being waited for.
 */
final class Progress implements AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Long> startedAt = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        if (terminal) {
            ticker.scheduleAtFixedRate(this::showWaiting, 300, 300, TimeUnit.MILLISECONDS);
        }
    }

    static Progress onConsole() {
        var console = System.console();
        return new Progress(System.out, console != null && console.isTerminal());
    }

    synchronized void starting(String name) {
        startedAt.put(name, System.nanoTime());
    }

    synchronized void ready(String name) {
        line("%-20s ready after %s".formatted(name, taken(name)));
    }

    /** It was there already: nothing to tell, and nothing to wait for. */
    synchronized void ran(String name) {
        startedAt.remove(name);
    }

    synchronized void failed(String name) {
        line("%-20s FAILED after %s".formatted(name, taken(name)));
    }

    synchronized void stopping(String name) {
        startedAt.put(name, System.nanoTime());
    }

    synchronized void stopped(String name) {
        line("%-20s stopped after %s".formatted(name, taken(name)));
    }

    synchronized void say(String text) {
        line(text);
    }

    synchronized void done() {
        startedAt.clear();
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    @Override
    public void close() {
        done();
        ticker.shutdownNow();
    }

    private String taken(String name) {
        Long start = startedAt.remove(name);
        return start == null ? "" : seconds(System.nanoTime() - start);
    }

    static String seconds(long nanos) {
        return "%.1f s".formatted(Duration.ofNanos(nanos).toMillis() / 1000.0);
    }

    private void line(String text) {
        out.println((terminal ? CLEAR_LINE : "") + "  " + text);
        out.flush();
    }

    private synchronized void showWaiting() {
        if (!startedAt.isEmpty()) {
            long oldest = startedAt.values().iterator().next();
            out.print(CLEAR_LINE + "  … " + String.join(", ", startedAt.keySet()) + " ("
                    + (System.nanoTime() - oldest) / 1_000_000_000 + " s)");
            out.flush();
        }
    }
}
