package onestop.appeal.clocks;

/** What has to be done in time: the first contact, the first opinion, the answer, and the answer after a redo. */
public enum Clock {
    CONTACT,
    OPINION,
    SOLUTION,
    REDO
}
