package onestop.testsupport;

import java.time.Duration;

/**
 * How long a test waits. The limits that tests name are those of an idle machine; one that builds and tests many things at once may take
 * longer, which is no failure of what is tested. What is true in time costs nothing of it.
 */
final class Patience {
    private static final int ON_A_BUSY_MACHINE = 3;

    private Patience() {}

    static Duration of(Duration limit) {
        return limit.multipliedBy(ON_A_BUSY_MACHINE);
    }
}
