package onestop.evaluation.invitations;

/**
 * What a unit did for an enterprise. The number within a file belongs to the kind, so that no order of events matters;
 * corrections that the hall asks for are numbered by their round, and payments as the hall counts them. What departments ask
 * to be corrected within cases, what is handed out before the rest of the file, and a completion after a case was decided anew has
 * the numbers from {@value #FIRST_AS_HEARD} on, as it is heard of.
 */
public enum ServiceKind {
    ACCEPTANCE(1, 1),
    COMPLETION(2, 2),
    DELIVERY(3, 3),
    /** The whole of a package, rated once when its results are handed out. */
    COMPOSITE(4, 4),
    SUBMISSION(5, 5),
    /** A question and its answer, which are a file of their own. */
    CONSULTATION(6, 6),
    CORRECTION(11, 30),
    /** A fee that was paid, at the counter or online. */
    PAYMENT(31, 60);

    static final int FIRST_AS_HEARD = 61;
    static final int LAST_AS_HEARD = 99;

    private final int number;
    private final int last;

    ServiceKind(int number, int last) {
        this.number = number;
        this.last = last;
    }

    /** The number in a file of the first service of this kind. */
    public int number() {
        return number;
    }

    /** The number in a file of the service of this round, from 1; only the hall's corrections and payments have more than one. */
    int number(int round) {
        return Math.clamp(number + (long) round - 1, number, last);
    }
}
