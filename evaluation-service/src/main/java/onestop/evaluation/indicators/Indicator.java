package onestop.evaluation.indicators;

/** The indicators that a weighted set may hold, each 0 to 100. */
enum Indicator {
    GOOD_RATE,
    /** The mean of the levels' points, in percent of the best. */
    SCORE,
    ACTIVE_RATE,
    RECTIFICATION_RATE,
    ON_TIME_RECTIFICATION_RATE,
    CALL_BACK_RATE,
    CALL_BACK_SATISFACTION_RATE
}
