package onestop.appeal.policies;

import java.util.Optional;

/**
 * A division and everything in it: a county's code ends in six zeros and covers its towns, a town's in three and covers its villages.
 */
record Area(String code, long first, long last) {
    static Optional<Area> find(String code) {
        if (!code.matches("[1-9][0-9]{11}")) {
            return Optional.empty();
        }
        long first = Long.parseLong(code);
        long span = 1;
        for (long level : new long[] {1_000, 1_000_000, 100_000_000, 10_000_000_000L}) {
            if (first % level == 0) {
                span = level;
            }
        }
        return Optional.of(new Area(code, first, first + span - 1));
    }

    boolean covers(long region) {
        return first <= region && region <= last;
    }
}
