package onestop.evaluation.improvement;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/** So many among so many. */
record Share(long count, long among) {
    static final double CONFIDENCE = 0.95;

    Share {
        if (count < 0 || count > among) {
            throw new IllegalArgumentException(count + " among " + among);
        }
    }

    boolean ofNothing() {
        return among == 0;
    }

    double value() {
        return (double) count / among;
    }

    /** The interval of Wilson: it stays within 0 and 1, and three ratings do not look as certain as three thousand. */
    ConfidenceInterval interval() {
        return BinomialProportion.getWilsonScoreInterval(Math.toIntExact(among), value(), CONFIDENCE);
    }
}
