package onestop.evaluation.counting;

/** Whether a rating counts. One that does not is kept, and shown apart. */
public enum Standing {
    COUNTED,
    /** Set aside until somebody has looked at it. */
    SUSPECT,
    /** Found mistaken or malicious on review; it stays so. */
    INVALIDATED;

    /** Whether a rating of this standing may come to have the other. */
    public boolean mayBecome(Standing other) {
        return this != other && this != INVALIDATED;
    }
}
