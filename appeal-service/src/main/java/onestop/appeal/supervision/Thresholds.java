package onestop.appeal.supervision;

import java.time.Instant;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfile;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Where the levels lie at one moment: due times up to {@code remindUntil} are reminded of, those before {@code now} are late,
 * those before {@code redBefore} are late by more working days than the profile lets pass before it is red.
 */
public record Thresholds(Instant now, Instant remindUntil, Instant redBefore, WorkingDayCalendar calendar) {
    /** By the rule of one profile. */
    public static Thresholds at(Instant now, WorkingDayCalendar calendar, TimeProfile.Levels levels) {
        var today = Shanghai.dayOf(now);
        // What was due before the fourth working day back, today included, has seen more than three pass.
        var lastOnYellow = calendar.add(today.plusDays(1), -(levels.redAfter() + 1));
        return new Thresholds(
                now,
                Shanghai.endOf(calendar.add(today, levels.remindAhead())),
                Shanghai.startOf(lastOnYellow),
                calendar);
    }

    public Supervision level(@Nullable Instant nextDueAt, boolean redoFailed) {
        if (redoFailed) {
            return Supervision.RED;
        }
        if (nextDueAt == null || nextDueAt.isAfter(remindUntil)) {
            return Supervision.NONE;
        }
        if (nextDueAt.isBefore(redBefore)) {
            return Supervision.RED;
        }
        return nextDueAt.isBefore(now) ? Supervision.YELLOW : Supervision.REMIND;
    }

    /** Working days that have passed since the due day, today included. */
    int workingDaysLate(Instant dueAt) {
        return Math.max(0, calendar.between(Shanghai.dayOf(dueAt), Shanghai.dayOf(now)));
    }
}
