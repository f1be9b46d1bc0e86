package onestop.intake.shift;

import onestop.workingdays.DayKind;

/** Regular hours, and the hours beyond them. */
public enum ShiftKind {
    REGULAR,
    LUNCH,
    EVENING,
    WEEKEND,
    HOLIDAY;

    /** Whether a shift of this kind can be on such a day. */
    public boolean fits(DayKind day) {
        return switch (this) {
            case REGULAR, LUNCH, EVENING -> day.isWorking();
            case WEEKEND -> day == DayKind.WEEKEND;
            case HOLIDAY -> day == DayKind.STATUTORY_OFF_DAY;
        };
    }
}
