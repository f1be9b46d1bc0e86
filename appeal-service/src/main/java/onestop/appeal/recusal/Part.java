package onestop.appeal.recusal;

/** What somebody had to do with a file; the weightiest comes first. */
public enum Part {
    DECIDED,
    ACCEPTED,
    WORKED_ON
}
