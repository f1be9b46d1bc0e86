package onestop.appeal.folding;

/**
 * Notes of what has changed, which whoever changes something leaves in the same transaction, and which are made up into sums
 * later. Whoever reads has to read both, in one statement.
 */
public interface Notes {
    /** How many notes are taken along at once. */
    int MOST = 50_000;

    /** The number of the advisory lock that only one replica at a time has; one of its own for each. */
    long lock();

    /**
     * Makes up sums of the oldest notes and takes these along, in one statement: so it sees each change whose note it takes, and
     * whoever reads sees a change noted or made up, never neither or both. To be called under the {@link #lock}.
     *
     * @return how many notes there were, {@link #MOST} at most
     */
    int fold();
}
