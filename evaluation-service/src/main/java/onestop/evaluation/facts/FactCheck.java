package onestop.evaluation.facts;

/** What the files say about the claim of a label. */
public enum FactCheck {
    CONFIRMED,
    REFUTED,
    /** Not told yet, or not enough to say. */
    UNKNOWN
}
