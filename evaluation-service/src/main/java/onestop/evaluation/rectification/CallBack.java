package onestop.evaluation.rectification;

/** What came of calling the rater. */
enum CallBack {
    NOT_REACHED,
    SATISFIED,
    NOT_SATISFIED
}
