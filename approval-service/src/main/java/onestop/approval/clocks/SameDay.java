package onestop.approval.clocks;

import java.time.LocalDate;
import java.util.List;
import onestop.workingdays.DueDate;
import onestop.workingdays.DueDate.Day;
import onestop.workingdays.DueDate.Reason;
import onestop.workingdays.Pause;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * The limit of items decided on the spot: due when the working day of the start ends, or the first working day after a start on a
 * free day. A case suspended before that is due when the working day ends on which it goes on.
 */
final class SameDay {
    private SameDay() {}

    static DueDate due(WorkingDayCalendar calendar, LocalDate startOn, List<Pause> pauses) {
        var dueOn = workingDayFrom(calendar, startOn);
        for (var pause : pauses) {
            if (!pause.startExclusive().isAfter(dueOn)) {
                var until = pause.endInclusive();
                if (until == null) {
                    // a case accepted after hours starts on a later day than the one it may be suspended on
                    var lastDay = pause.startExclusive().isBefore(startOn) ? startOn : pause.startExclusive();
                    return account(calendar, startOn, lastDay, null, pauses);
                }
                dueOn = until.isAfter(dueOn) ? workingDayFrom(calendar, until) : dueOn;
            }
        }
        return account(calendar, startOn, dueOn, dueOn, pauses);
    }

    /** Unlike with longer limits the day of the start is listed, since it is the day that counts. */
    private static DueDate account(
            WorkingDayCalendar calendar,
            LocalDate startOn,
            LocalDate lastDay,
            @Nullable LocalDate dueOn,
            List<Pause> pauses) {
        var days = startOn.datesUntil(lastDay.plusDays(1))
                .map(day -> describe(calendar, day, day.equals(dueOn), pauses))
                .toList();
        boolean provisional = days.stream().anyMatch(day -> calendar.provisional(day.date()));
        return new DueDate(startOn, 0, dueOn, provisional, days);
    }

    private static Day describe(WorkingDayCalendar calendar, LocalDate day, boolean due, List<Pause> pauses) {
        var reason = switch (calendar.kind(day)) {
            case WORKING_DAY -> Reason.WORKING_DAY;
            case SWAPPED_WORKING_DAY -> Reason.SWAPPED_WORKING_DAY;
            case WEEKEND -> Reason.WEEKEND;
            case STATUTORY_OFF_DAY -> Reason.STATUTORY_OFF_DAY;
        };
        boolean works = calendar.isWorkingDay(day);
        var pause = due || !works
                ? null
                : pauses.stream()
                        .filter(p -> !day.isBefore(p.startExclusive()))
                        .filter(p -> p.endInclusive() == null || !day.isAfter(p.endInclusive()))
                        .findFirst()
                        .orElse(null);
        return new Day(day, due, due ? 1 : 0, pause == null ? reason : Reason.PAUSE, pause);
    }

    private static LocalDate workingDayFrom(WorkingDayCalendar calendar, LocalDate day) {
        return calendar.isWorkingDay(day) ? day : calendar.add(day, 1);
    }
}
