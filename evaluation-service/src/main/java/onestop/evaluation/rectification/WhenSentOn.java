package onestop.evaluation.rectification;

import java.util.UUID;

/** Told in the transaction in which an order goes on from the wrong unit to the right one. */
public interface WhenSentOn {
    /**
     * What the order was opened for is the right unit's from now on.
     *
     * @param origin which kind of thing opened the order
     * @param originId the rating, the feedback or the finding
     */
    void sentOn(Origin origin, UUID originId, String unit);
}
