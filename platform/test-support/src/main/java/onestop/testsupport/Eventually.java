package onestop.testsupport;

import java.time.Duration;

/** Waits for what will be true soon, instead of sleeping for as long as it might take. */
public final class Eventually {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(25);

    private Eventually() {}

    /** Something that throws while it is not yet true: assertions, or a look-up that finds nothing. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        void run() throws Throwable;
    }

    /** Tries until it passes; after {@code limit} fails as the last try did. */
    public static void within(Duration limit, ThrowingRunnable assertion) {
        long start = System.nanoTime();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new AssertionError("not within %s: %s".formatted(limit, e.getMessage()), e);
                }
                pause(e);
            }
        }
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
