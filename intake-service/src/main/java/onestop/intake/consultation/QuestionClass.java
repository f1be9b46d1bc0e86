package onestop.intake.consultation;

/** What a question is about. */
public enum QuestionClass {
    /** How something is done: conditions, steps, time. */
    GUIDE,
    MATERIALS,
    PROGRESS,
    POLICY,
    FEES,
    APPOINTMENT,
    /** Where the hall, a window or a stop is, and when it is open. */
    SITE,
    OTHER
}
