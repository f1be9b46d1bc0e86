package onestop.evaluation.invitations;

/**
 * What a unit did for an enterprise. The number within a file belongs to the kind, so that no order of events matters;
 * corrections are numbered by their round. Payment is none: no event tells of it.
 */
public enum ServiceKind {
    ACCEPTANCE(1),
    COMPLETION(2),
    DELIVERY(3),
    /** The whole of a package, rated once when its results are handed out. */
    COMPOSITE(4),
    SUBMISSION(5),
    /** A question and its answer, which are a file of their own. */
    CONSULTATION(6),
    CORRECTION(11);

    private static final int MOST = 99;

    private final int number;

    ServiceKind(int number) {
        this.number = number;
    }

    /** The number in a file of the first service of this kind. */
    public int number() {
        return number;
    }

    /** The number in a file of the service of this round, from 1; only corrections have more than one. */
    int number(int round) {
        return this == CORRECTION ? Math.min(number + round - 1, MOST) : number;
    }
}
