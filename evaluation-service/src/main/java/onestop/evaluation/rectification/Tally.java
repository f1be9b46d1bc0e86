package onestop.evaluation.rectification;

/**
 * What the indicators count of one order, over both its rounds.
 *
 * @param confirmed whether the unit confirmed the rating
 * @param rectifiedLate whether a round was rectified after its due date
 * @param reached call-backs that reached the rater
 * @param satisfied those of them that ended well
 */
record Tally(boolean confirmed, boolean rectifiedLate, int reached, int satisfied) {
    static final Tally NOTHING = new Tally(false, false, 0, 0);

    Tally withConfirmation() {
        return new Tally(true, rectifiedLate, reached, satisfied);
    }

    Tally withRectification(boolean late) {
        return new Tally(confirmed, rectifiedLate || late, reached, satisfied);
    }

    Tally withCallBack(boolean ratherSatisfied) {
        return new Tally(confirmed, rectifiedLate, reached + 1, satisfied + (ratherSatisfied ? 1 : 0));
    }
}
