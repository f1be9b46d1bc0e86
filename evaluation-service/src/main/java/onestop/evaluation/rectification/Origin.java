package onestop.evaluation.rectification;

/** What an order was opened for. */
public enum Origin {
    RATING,
    /** An open rating without a case (吐槽找茬). */
    OPEN_FEEDBACK,
    /** A finding of a supervisory review (监督查评). */
    REVIEW
}
