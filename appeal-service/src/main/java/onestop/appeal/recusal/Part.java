package onestop.appeal.recusal;

/** What somebody had to do with a file; the weightiest comes first. */
public enum Part {
    DECIDED,
    ACCEPTED,
    WORKED_ON,
    /** They reported that they had turned it away. */
    SAID_NO,
    /** One of those who worked on it answers to them. */
    SUPERIOR,
    /** They answer to one of those who worked on it. */
    SUBORDINATE
}
