package onestop.appeal.supervision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfile;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * When each level of one due time begins: 1 the working days of the profile ahead (for limits in days only), 2 when it is over or, by some
 * profiles and for limits in days, so many working days ahead, 3 and 4 on the first working day after so many have passed since.
 */
record Levels(@Nullable Instant remind, Instant yellow, Instant red, Instant leader) {

    static Levels of(Instant dueAt, TimeProfile.Levels levels, WorkingDayCalendar calendar) {
        var day = Shanghai.dayOf(dueAt);
        boolean inDays = Shanghai.endsADay(dueAt);
        return new Levels(
                inDays ? Shanghai.startOf(calendar.add(day, -levels.remindAhead())) : null,
                inDays && levels.yellowAhead() > 0
                        ? Shanghai.startOf(calendar.add(day, -levels.yellowAhead()))
                        : dueAt.plus(1, ChronoUnit.MICROS),
                Shanghai.startOf(calendar.add(day, levels.redAfter() + 1)),
                Shanghai.startOf(calendar.add(day, levels.leaderAfter() + 1)));
    }

    /** The levels that have begun. A reminder is left out once it is too late for it. */
    List<Integer> begun(Instant now) {
        var begun = new ArrayList<Integer>();
        if (remind != null && !now.isBefore(remind) && now.isBefore(yellow)) {
            begun.add(1);
        }
        if (!now.isBefore(yellow)) {
            begun.add(2);
        }
        if (!now.isBefore(red)) {
            begun.add(3);
        }
        if (!now.isBefore(leader)) {
            begun.add(4);
        }
        return begun;
    }

    /** When the next one begins; null after the last. */
    @Nullable
    Instant next(Instant now) {
        if (remind != null && now.isBefore(remind)) {
            return remind;
        }
        if (now.isBefore(yellow)) {
            return yellow;
        }
        if (now.isBefore(red)) {
            return red;
        }
        return now.isBefore(leader) ? leader : null;
    }
}
