package onestop.evaluation.partners;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Ids of version 7 (RFC 9562, method 1: a counter behind the milliseconds), ascending within one series, so that a batch goes
 * to the end of the index. PostgreSQL's own default would do the same, but a COPY that calls it stores row by row.
 */
final class TimeOrderedIds {
    private static final SecureRandom SEEDS = new SecureRandom();
    private static final int COUNTER_BITS = 12;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SplittableRandom random = new SplittableRandom(SEEDS.nextLong());
    private long next;

    TimeOrderedIds(Instant from) {
        next = from.toEpochMilli() << COUNTER_BITS;
    }

    /** When a millisecond's counter is used up, that of the next one serves. */
    UUID next() {
        long at = next++;
        long most = (at >>> COUNTER_BITS) << 16 | VERSION | at & (1 << COUNTER_BITS) - 1;
        return new UUID(most, VARIANT | random.nextLong() >>> 2);
    }
}
