package onestop.testsupport;

import java.time.Duration;

/** Waits for what will be true soon, instead of sleeping for as long as it might take. */
public final class Eventually {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private Eventually() {}

    /** Something that throws while it is not yet true: assertions, or a look-up that finds nothing. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        void run() throws Throwable;
    }

    /**
     * Tries until it passes; after {@code limit} fails as the last try did. What takes longer is looked at less often.
     */
    public static void within(Duration limit, ThrowingRunnable assertion) {
        long start = System.nanoTime();
        for (var pause = FIRST_PAUSE; ; pause = next(pause)) {
            try {
                assertion.run();
                return;
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw new AssertionError("not within %s: %s".formatted(limit, e.getMessage()), e);
                }
                pause(pause, e);
            }
        }
    }

    private static Duration next(Duration pause) {
        var longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private static void pause(Duration pause, Throwable last) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", last);
        }
    }
}
