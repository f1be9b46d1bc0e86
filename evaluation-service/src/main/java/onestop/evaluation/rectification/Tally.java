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

    /** Without the last answer about this round, if there is one. @param before the one that it took the place of; null for none */
    Tally withoutLastAnswer(Round round, @Nullable Boolean before) {
        if (last == null || last.round() != round.number()) {
            return this;
        }
        return new Tally(
                confirmed,
                rectifiedLate,
                reached,
                heard - (before == null ? 1 : 0),
                satisfied - (last.satisfied() ? 1 : 0) + (Boolean.TRUE.equals(before) ? 1 : 0),
                before == null ? null : new Answer(round.number(), before));
    }

    /** Takes the place of an earlier answer about the same round. */
    Tally withAnswer(Round round, boolean ratherSatisfied) {
        var before = last != null && last.round() == round.number() ? last : null;
        return new Tally(
                confirmed,
                rectifiedLate,
                reached,
                heard + (before == null ? 1 : 0),
                satisfied + (ratherSatisfied ? 1 : 0) - (before != null && before.satisfied() ? 1 : 0),
                new Answer(round.number(), ratherSatisfied));
    }
}
