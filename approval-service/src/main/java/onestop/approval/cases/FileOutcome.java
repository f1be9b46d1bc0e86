package onestop.approval.cases;

/** How a finished file ended. */
public enum FileOutcome {
    GRANTED,
    PARTLY_GRANTED,
    /** Something was refused, and nothing granted. */
    REFUSED,
    /** Nothing was granted or refused: its cases were terminated, lapsed, or forwarded to the upper level. */
    NOT_DECIDED;

    /** @param undecided cases that never started and those that ended without a decision */
    public static FileOutcome of(int granted, int refused, int undecided) {
        if (granted == 0) {
            return refused == 0 ? NOT_DECIDED : REFUSED;
        }
        return refused + undecided == 0 ? GRANTED : PARTLY_GRANTED;
    }
}
