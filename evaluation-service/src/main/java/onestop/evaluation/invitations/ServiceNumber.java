package onestop.evaluation.invitations;

/** A service by the number of its file and its own number there, 1 to 99. */
public record ServiceNumber(String receiptNumber, int serviceNumber) {
    public static final int LAST = 99;
}
