package onestop.evaluation.feedback;

/** What a feedback is about. */
public enum Target {
    HALL,
    WINDOW,
    ITEM,
    PLATFORM,
    OFFICER
}
