package onestop.appeal.clocks;

/** What a limit counts. */
public enum LimitUnit {
    /** Minutes in which the offices are open. */
    SERVICE_MINUTES,
    /** Minutes by the clock, day and night. */
    CLOCK_MINUTES,
    WORKING_DAYS,
    CALENDAR_DAYS;

    public boolean inDays() {
        return this == WORKING_DAYS || this == CALENDAR_DAYS;
    }
}
