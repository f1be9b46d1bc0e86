package onestop.appeal.recusal;

/** What somebody had to do with a file; the weightiest comes first. */
public enum Part {
    DECIDED,
    ACCEPTED,
    WORKED_ON,
    /** One of those who worked on it answers to them. */
    SUPERIOR
}
