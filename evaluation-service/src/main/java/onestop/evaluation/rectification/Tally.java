package onestop.evaluation.rectification;

import org.jspecify.annotations.Nullable;

/**
 * What the indicators count of one order, over all its rounds.
 *
 * <p>Of a round the rater has one answer, the latest: to a call-back, in a follow-up rating, or to the second call-back.
 *
 * @param confirmed whether the unit confirmed the rating
 * @param rectifiedLate whether a round was rectified after its due date
 * @param reached call-backs that reached the rater
 * @param heard rounds that the rater has answered about
 * @param satisfied those of them with which the rater was satisfied
 * @param last the latest answer; null before the first
 */
record Tally(
        boolean confirmed,
        boolean rectifiedLate,
        int reached,
        int heard,
        int satisfied,
        @Nullable Answer last) {
    static final Tally NOTHING = new Tally(false, false, 0, 0, 0, null);

    /** What the rater said about a round. */
    record Answer(int round, boolean satisfied) {}

    Tally withConfirmation() {
        return new Tally(true, rectifiedLate, reached, heard, satisfied, last);
    }

    Tally withRectification(boolean late) {
        return new Tally(confirmed, rectifiedLate || late, reached, heard, satisfied, last);
    }

    Tally withCallBack(Round round, boolean ratherSatisfied) {
        var answered = withAnswer(round, ratherSatisfied);
        return new Tally(
                confirmed, rectifiedLate, reached + 1, answered.heard(), answered.satisfied(), answered.last());
    }

    /** Takes the place of an earlier answer about the same round, which is the present one. */
    Tally withAnswer(Round round, boolean ratherSatisfied) {
        var before = last != null && last.round() == round.number() ? last.satisfied() : null;
        return withAnswer(round.number(), before, ratherSatisfied);
    }

    /**
     * Another answer about a round, this one or one before it.
     *
     * @param was what stood until now; null for none
     * @param is what stands from now on; null for none
     */
    Tally withAnswer(int round, @Nullable Boolean was, @Nullable Boolean is) {
        var standing = is == null ? null : new Answer(round, is);
        return new Tally(
                confirmed,
                rectifiedLate,
                reached,
                heard + (is == null ? 0 : 1) - (was == null ? 0 : 1),
                satisfied + (Boolean.TRUE.equals(is) ? 1 : 0) - (Boolean.TRUE.equals(was) ? 1 : 0),
                last != null && last.round() > round ? last : standing);
    }
}
