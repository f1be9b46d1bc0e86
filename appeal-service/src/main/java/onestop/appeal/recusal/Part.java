package onestop.appeal.recusal;

/** What somebody had to do with what an appeal is about; the weightiest comes first. */
public enum Part {
    DECIDED,
    ACCEPTED,
    WORKED_ON,
    /** They reported that they had turned it away. */
    SAID_NO,
    /** Open feedback that became the appeal is about them. */
    COMPLAINED_OF,
    /** One of those who had such a part answers to them. */
    SUPERIOR,
    /** They answer to one of those who had such a part. */
    SUBORDINATE
}
