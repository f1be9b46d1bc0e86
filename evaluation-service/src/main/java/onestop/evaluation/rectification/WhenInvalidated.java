package onestop.evaluation.rectification;

import java.util.UUID;

/** Told in the transaction in which an objection is upheld that ends an order: what it was opened for was mistaken or malicious. */
public interface WhenInvalidated {
    /**
     * What the order was opened for counts no more.
     *
     * @param origin which kind of thing opened the order
     * @param originId the rating, the feedback or the finding
     */
    void invalidated(Origin origin, UUID originId);
}
