package onestop.testsupport;

import java.time.Duration;

/**
 * Waits for what will be true soon, instead of sleeping for as long as it might take. Limits are those of a machine with
 * nothing else to do; those of ten seconds and more are waited for six times as long before it counts as failed.
 */
public final class Eventually {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(25);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int PATIENCE = 6;

    private Eventually() {}

    /** Something that throws while it is not yet true: assertions, or a look-up that finds nothing. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        void run() throws Throwable;
    }

    /** Tries until it passes; after {@code limit} fails as the last try did. */
    public static void within(Duration limit, ThrowingRunnable assertion) {
        long start = System.nanoTime();
        long patience = patience(limit).toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                if (System.nanoTime() - start > patience) {
                    throw new AssertionError("not within %s: %s".formatted(patience(limit), e.getMessage()), e);
                }
                pause(e);
            }
        }
    }

    /** How long to wait really. A short limit is meant as it is: it belongs to a test of something that never comes. */
    static Duration patience(Duration limit) {
        return limit.compareTo(LONG) < 0 ? limit : limit.multipliedBy(PATIENCE);
    }

    private static void pause(Throwable last) {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", last);
        }
    }
}
