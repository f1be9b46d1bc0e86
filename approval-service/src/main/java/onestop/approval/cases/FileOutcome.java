package onestop.approval.cases;

/** How a finished file ended. */
public enum FileOutcome {
    GRANTED,
    PARTLY_GRANTED,
    REFUSED;

    /** @param notGranted refused ones, those that never started and those that ended without a decision */
    public static FileOutcome of(int granted, int notGranted) {
        if (granted == 0) {
            return REFUSED;
        }
        return notGranted == 0 ? GRANTED : PARTLY_GRANTED;
    }
}
