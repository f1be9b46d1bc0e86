package onestop.appeal.supervision;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfile;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Where the levels lie at one moment: due times up to {@code remindUntil} are reminded of, those at the end of a day before
 * {@code yellowBefore} are yellow, which is {@code now} where the profile does not turn yellow ahead, and those of a limit in minutes
 * when they are over, as {@link Levels} has it; those before {@code redBefore} are late by more working days than the profile lets pass before it is red, those before
 * {@code leaderBefore} by more than it lets pass before the leading group is told.
 */
public record Thresholds(
        Instant now,
        Instant remindUntil,
        Instant yellowBefore,
        Instant redBefore,
        Instant leaderBefore,
        WorkingDayCalendar calendar) {
    /**
     * What call-backs and the office have found of an appeal.
     *
     * @param notAccepted its answer was not accepted, and nobody has decided yet what comes of that
     * @param redoFailed nor was the redone one
     * @param clue something points to a breach of discipline; not for the unit to know
     */
    public record Found(boolean notAccepted, boolean redoFailed, boolean clue) {
        public static final Found NOTHING = new Found(false, false, false);
    }

    /** By the rule of one profile. */
    public static Thresholds at(Instant now, WorkingDayCalendar calendar, TimeProfile.Levels levels) {
        var today = Shanghai.dayOf(now);
        return new Thresholds(
                now,
                Shanghai.endOf(calendar.add(today, levels.remindAhead())),
                levels.yellowAhead() == 0
                        ? now
                        : Shanghai.endOf(calendar.add(today, levels.yellowAhead()))
                                .plus(1, ChronoUnit.MICROS),
                moreThan(levels.redAfter(), today, calendar),
                moreThan(levels.leaderAfter(), today, calendar),
                calendar);
    }

    /** What was due before the fourth working day back, today included, has seen more than three pass. */
    private static Instant moreThan(int workingDays, LocalDate today, WorkingDayCalendar calendar) {
        return Shanghai.startOf(calendar.add(today.plusDays(1), -(workingDays + 1)));
    }

    public Supervision level(@Nullable Instant nextDueAt, Found found) {
        if (found.clue() || (nextDueAt != null && nextDueAt.isBefore(leaderBefore))) {
            return Supervision.LEADER;
        }
        if (found.redoFailed() || (nextDueAt != null && nextDueAt.isBefore(redBefore))) {
            return Supervision.RED;
        }
        if (found.notAccepted() || (nextDueAt != null && yellow(nextDueAt))) {
            return Supervision.YELLOW;
        }
        return nextDueAt == null || nextDueAt.isAfter(remindUntil) ? Supervision.NONE : Supervision.REMIND;
    }

    private boolean yellow(Instant dueAt) {
        return dueAt.isBefore(Shanghai.endsADay(dueAt) ? yellowBefore : now);
    }

    /** Working days that have passed since the due day, today included. */
    int workingDaysLate(Instant dueAt) {
        return Math.max(0, calendar.between(Shanghai.dayOf(dueAt), Shanghai.dayOf(now)));
    }
}
