package onestop.testsupport;

import java.time.Duration;

/**
 * How long something took. A machine that is busy with other things proves nothing about speed, so a limit is held only where somebody
 * measures: {@code -Dmeasure=true} on an idle machine. Always told, so that a change is seen.
 */
public final class Measured {
    private Measured() {}

    /** @throws AssertionError when it took longer than the limit, and somebody measures */
    public static void within(Duration limit, Duration took, String what) {
        System.out.printf("%s: %d ms (limit %d ms)%n", what, took.toMillis(), limit.toMillis());
        if (Boolean.getBoolean("measure") && took.compareTo(limit) > 0) {
            throw new AssertionError("%s took %s, more than %s".formatted(what, took, limit));
        }
    }
}
