package onestop.evaluation.improvement;

import org.jspecify.annotations.Nullable;

/**
 * A share before against a share after: their difference with its 95 % interval, after Newcombe (1998, method 10), who
 * joins the two intervals of Wilson. It holds for small counts and shares near 0, where the textbook interval does not.
 *
 * @param difference after minus before; null when one of the two is of nothing
 */
record Comparison(Share before, Share after, @Nullable Difference difference, Verdict verdict) {

    record Difference(double value, double lower, double upper) {}

    /** What may be said. */
    enum Verdict {
        /** The whole interval lies below zero: it happens less often. */
        IMPROVED,
        /** The whole interval lies above zero. */
        WORSENED,
        /** The interval spans zero. */
        NO_EVIDENCE_OF_CHANGE,
        /** Before or after, nothing was there to count. */
        NOT_COMPARABLE
    }

    /** What was picked because it was frequent is less frequent afterwards by itself: that is no improvement. */
    Comparison withThatByWhichItWasPicked() {
        return verdict == Verdict.IMPROVED
                ? new Comparison(before, after, difference, Verdict.NO_EVIDENCE_OF_CHANGE)
                : this;
    }

    static Comparison of(Share before, Share after) {
        if (before.ofNothing() || after.ofNothing()) {
            return new Comparison(before, after, null, Verdict.NOT_COMPARABLE);
        }
        double change = after.value() - before.value();
        var first = before.interval();
        var second = after.interval();
        double lower =
                change - Math.hypot(after.value() - second.getLowerBound(), first.getUpperBound() - before.value());
        double upper =
                change + Math.hypot(second.getUpperBound() - after.value(), before.value() - first.getLowerBound());
        var verdict = upper < 0 ? Verdict.IMPROVED : lower > 0 ? Verdict.WORSENED : Verdict.NO_EVIDENCE_OF_CHANGE;
        return new Comparison(before, after, new Difference(change, lower, upper), verdict);
    }
}
