package onestop.evaluation.scale;

/** Where a rating is given. */
public enum Channel {
    PC,
    MOBILE,
    QR_CODE,
    HALL_TABLET,
    HALL_TERMINAL,
    PHONE,
    SMS,
    /** A rating that nobody gave. Counted apart; never accepted from a caller, and not made in this county. */
    SYSTEM_DEFAULT;

    /** Whether a person stands behind a rating on this channel. */
    public boolean active() {
        return this != SYSTEM_DEFAULT;
    }

    /** Whether the rater was online, not in a hall and not on the telephone. */
    public boolean online() {
        return this == PC || this == MOBILE || this == SMS;
    }
}
