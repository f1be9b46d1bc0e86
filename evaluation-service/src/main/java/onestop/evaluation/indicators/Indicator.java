package onestop.evaluation.indicators;

/** The indicators that a weighted set may hold, each 0 to 100. */
enum Indicator {
    GOOD_RATE,
    /** The mean of the levels' points, in percent of the best. */
    SCORE,
    ACTIVE_RATE,
    /** Put right, late or not, among what was put right or is past its due date. The public indicator is of all bad ratings. */
    RECTIFICATION_RATE,
    /** Put right by the due date, among the same. */
    ON_TIME_RECTIFICATION_RATE,
    /** Called back, among the same of raters with a name. */
    CALL_BACK_RATE,
    CALL_BACK_SATISFACTION_RATE
}
