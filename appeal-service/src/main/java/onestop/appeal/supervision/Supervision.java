package onestop.appeal.supervision;

/** How urgently somebody has to look after an appeal. */
public enum Supervision {
    NONE,
    REMIND,
    YELLOW,
    RED,
    /** For the leading group. */
    LEADER
}
