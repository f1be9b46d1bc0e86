package onestop.approval.clocks;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import onestop.workingdays.DueDate;
import onestop.workingdays.Pause;
import onestop.workingdays.WorkingDayCalendar;

/**
 * The two clocks of one case. They start and pause together and differ in length only.
 *
 * @param startOn the day the case started; the first day that can count is the next one
 * @param promisedDays working days promised; 0 is the end of the same working day
 * @param statutoryDays working days the law allows
 * @param pauses oldest first; only the last may be without an end
 * @param extensionDays working days by which both limits were extended; 0 while they were not
 */
public record CaseClock(LocalDate startOn, int promisedDays, int statutoryDays, List<Pause> pauses, int extensionDays) {

    public CaseClock {
        pauses = List.copyOf(pauses);
    }

    /** A clock whose limits were not extended. */
    public CaseClock(LocalDate startOn, int promisedDays, int statutoryDays, List<Pause> pauses) {
        this(startOn, promisedDays, statutoryDays, pauses, 0);
    }

    public static CaseClock startingOn(LocalDate day, int promisedDays, int statutoryDays) {
        return new CaseClock(day, promisedDays, statutoryDays, List.of());
    }

    public DueDates dueDates(WorkingDayCalendar calendar) {
        var promised = promised(calendar);
        var statutory = statutory(calendar);
        return new DueDates(promised.dueOn(), statutory.dueOn(), promised.provisional() || statutory.provisional());
    }

    public DueDate promised(WorkingDayCalendar calendar) {
        return due(calendar, promisedDays + extensionDays);
    }

    public DueDate statutory(WorkingDayCalendar calendar) {
        return due(calendar, statutoryDays + extensionDays);
    }

    /** Working days after the start up to this day, without those of pauses. */
    public int workingDaysUsed(WorkingDayCalendar calendar, LocalDate day) {
        return calendar.between(startOn, day, pauses);
    }

    /** Stands still from the day after this one. */
    public CaseClock pause(LocalDate day, String kind, String legalGround) {
        return new CaseClock(
                startOn,
                promisedDays,
                statutoryDays,
                Stream.concat(pauses.stream(), Stream.of(new Pause(day, null, kind, legalGround)))
                        .toList(),
                extensionDays);
    }

    /** Both limits grow by these working days. */
    public CaseClock extend(int workingDays) {
        return new CaseClock(startOn, promisedDays, statutoryDays, pauses, extensionDays + workingDays);
    }

    /** Goes on with the day after this one. */
    public CaseClock resume(LocalDate day) {
        var last = pauses.getLast();
        if (last.endInclusive() != null) {
            throw new IllegalStateException("the clock is running");
        }
        var ended = new Pause(last.startExclusive(), day, last.kind(), last.legalGround());
        return new CaseClock(
                startOn,
                promisedDays,
                statutoryDays,
                Stream.concat(pauses.stream().limit(pauses.size() - 1L), Stream.of(ended))
                        .toList(),
                extensionDays);
    }

    private DueDate due(WorkingDayCalendar calendar, int workingDays) {
        return workingDays == 0
                ? SameDay.due(calendar, startOn, pauses)
                : calendar.dueDate(startOn, workingDays, pauses);
    }
}
