package onestop.appeal.clocks;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import onestop.appeal.clocks.ServiceHours.Shift;
import onestop.appeal.clocks.TimeProfile.Extras;
import onestop.appeal.clocks.TimeProfile.Levels;
import onestop.appeal.clocks.TimeProfile.Rule;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.workingdays.WorkingDayCalendar;

/** Profiles for tests that need no database. */
public final class Profiles {
    private static final ServiceHours HOURS = new ServiceHours(List.of(
            new Shift(LocalTime.of(8, 30), LocalTime.of(12, 0)), new Shift(LocalTime.of(14, 0), LocalTime.of(17, 30))));

    /** The profile in use, as the migration has it; {@code TimeProfilesIT} compares the two. */
    public static final TimeProfile JUNAN = new TimeProfile(
            "JUNAN",
            "莒南县企业诉求马上办",
            HOURS,
            List.of(
                    new Rule(Clock.CONTACT, null, false, new TimeLimit(120, LimitUnit.SERVICE_MINUTES)),
                    new Rule(Clock.CONTACT, null, true, new TimeLimit(120, LimitUnit.CLOCK_MINUTES)),
                    new Rule(Clock.OPINION, null, false, new TimeLimit(1, LimitUnit.WORKING_DAYS)),
                    new Rule(Clock.SOLUTION, null, false, new TimeLimit(15, LimitUnit.WORKING_DAYS)),
                    new Rule(Clock.SOLUTION, AppealKind.CONSULT, false, new TimeLimit(1, LimitUnit.WORKING_DAYS)),
                    new Rule(Clock.SOLUTION, AppealKind.OPINION, false, new TimeLimit(5, LimitUnit.WORKING_DAYS)),
                    new Rule(Clock.SOLUTION, AppealKind.REPORT, false, new TimeLimit(1, LimitUnit.WORKING_DAYS)),
                    new Rule(Clock.SOLUTION, AppealKind.SUGGESTION, false, new TimeLimit(5, LimitUnit.WORKING_DAYS)),
                    blocked(BlockedClass.SIMPLE, 60, LimitUnit.SERVICE_MINUTES),
                    blocked(BlockedClass.COMPLEX, 5, LimitUnit.WORKING_DAYS),
                    blocked(BlockedClass.SPECIAL, 10, LimitUnit.WORKING_DAYS),
                    blocked(BlockedClass.HARD, 15, LimitUnit.WORKING_DAYS)),
            3,
            2,
            2,
            3,
            Duration.ofMinutes(60),
            new Extras(7, 2, null, 10, new Levels(1, 0, 3, 10)));

    public static final Timetable TIMETABLE = new Timetable(JUNAN, WorkingDayCalendar.shipped());

    private static Rule blocked(BlockedClass blockedClass, int amount, LimitUnit unit) {
        return new Rule(Clock.SOLUTION, AppealKind.BLOCKED_MATTER, false, blockedClass, new TimeLimit(amount, unit));
    }

    private Profiles() {}
}
