package onestop.evaluation.suspicion;

/** What a supervisor found a suspicion to be. */
enum Outcome {
    /** Unfounded: the rating counts from now on. */
    CLEARED,
    /** Founded: the rating never counts. */
    UPHELD
}
