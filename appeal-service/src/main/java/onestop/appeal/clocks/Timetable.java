package onestop.appeal.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onestop.appeal.clocks.DueTime.Day;
import onestop.appeal.clocks.DueTime.Reason;
import onestop.appeal.clocks.DueTime.Span;
import onestop.appeal.words.AppealKind;
import onestop.workingdays.DayKind;
import onestop.workingdays.WorkingDayCalendar;

/** A time profile on a calendar: says when things are due. Immutable and free of the present time. */
public record Timetable(TimeProfile profile, WorkingDayCalendar calendar) {

    /** When something that started at this instant is due; empty where the profile sets no limit. */
    public Optional<DueTime> due(Clock clock, AppealKind kind, boolean urgent, Instant startedAt) {
        return due(clock, new Measure(kind, urgent), startedAt, 0);
    }

    /** As {@link #due(Clock, AppealKind, boolean, Instant)}; a limit for the answer in days is longer by the days it was extended by. */
    public Optional<DueTime> due(Clock clock, Measure measure, Instant startedAt, int extendedDays) {
        return limit(clock, measure, extendedDays).map(limit -> count(clock, limit, startedAt));
    }

    /** As {@link #limit(Clock, Measure)}; that for the answer with the days it was extended by. */
    public Optional<TimeLimit> limit(Clock clock, Measure measure, int extendedDays) {
        return limit(clock, measure).map(limit -> clock == Clock.SOLUTION ? limit.extendedBy(extendedDays) : limit);
    }

    /** The limit of a clock. A redo has half of the answer's limit in full working days, but not less than the least. */
    public Optional<TimeLimit> limit(Clock clock, Measure measure) {
        return switch (clock) {
            case CONTACT, OPINION, SOLUTION -> profile.limit(clock, measure);
            case REDO -> profile.limit(Clock.SOLUTION, measure).map(this::redo);
        };
    }

    public Optional<TimeLimit> limit(Clock clock, AppealKind kind, boolean urgent) {
        return limit(clock, new Measure(kind, urgent));
    }

    private TimeLimit redo(TimeLimit solution) {
        int half = solution.unit().inDays() ? solution.amount() / 2 : 0;
        return new TimeLimit(Math.max(half, profile.redoWorkingDaysAtLeast()), LimitUnit.WORKING_DAYS);
    }

    /** The last day on which a unit that has signed may give back what was dispatched to it at this instant. */
    public LocalDate lastDayToReturn(Instant dispatchedAt) {
        return calendar.add(Shanghai.dayOf(dispatchedAt), profile.returnWorkingDays());
    }

    /** The last day on which what was closed at this instant is opened again. */
    public LocalDate lastDayToReopen(Instant closedAt) {
        return calendar.add(Shanghai.dayOf(closedAt), profile.extras().reopenWorkingDays());
    }

    private DueTime count(Clock clock, TimeLimit limit, Instant startedAt) {
        return switch (limit.unit()) {
            case SERVICE_MINUTES -> countServiceTime(clock, limit, startedAt);
            case CLOCK_MINUTES -> countTime(clock, limit, startedAt);
            case WORKING_DAYS -> countWorkingDays(clock, limit, startedAt);
            case CALENDAR_DAYS -> countDays(clock, limit, startedAt);
        };
    }

    private DueTime countServiceTime(Clock clock, TimeLimit limit, Instant startedAt) {
        var spans = new ArrayList<Span>();
        var closedDays = new ArrayList<Day>();
        boolean provisional = false;
        var left = Duration.ofMinutes(limit.amount());
        for (var date = Shanghai.dayOf(startedAt); ; date = date.plusDays(1)) {
            provisional |= calendar.provisional(date);
            if (!calendar.isWorkingDay(date)) {
                closedDays.add(new Day(date, false, 0, reason(calendar.kind(date))));
                continue;
            }
            for (var shift : profile.serviceHours().shifts()) {
                var opens =
                        later(shift.opens().atDate(date).atZone(Shanghai.ZONE).toInstant(), startedAt);
                var closes = shift.closes().atDate(date).atZone(Shanghai.ZONE).toInstant();
                if (!opens.isBefore(closes)) {
                    continue;
                }
                var open = Duration.between(opens, closes);
                if (left.compareTo(open) <= 0) {
                    var dueAt = opens.plus(left);
                    spans.add(new Span(opens, dueAt, left.toSeconds()));
                    return new DueTime(clock, limit, startedAt, dueAt, null, provisional, spans, closedDays);
                }
                spans.add(new Span(opens, closes, open.toSeconds()));
                left = left.minus(open);
            }
        }
    }

    private static DueTime countTime(Clock clock, TimeLimit limit, Instant startedAt) {
        var length = Duration.ofMinutes(limit.amount());
        var dueAt = startedAt.plus(length);
        var span = new Span(startedAt, dueAt, length.toSeconds());
        return new DueTime(clock, limit, startedAt, dueAt, null, false, List.of(span), List.of());
    }

    private DueTime countWorkingDays(Clock clock, TimeLimit limit, Instant startedAt) {
        var counted = calendar.dueDate(Shanghai.dayOf(startedAt), limit.amount(), List.of());
        var days = counted.days().stream()
                .map(day -> new Day(day.date(), day.counted(), day.number(), reason(calendar.kind(day.date()))))
                .toList();
        var dueOn = counted.requireDueOn();
        return new DueTime(
                clock, limit, startedAt, Shanghai.endOf(dueOn), dueOn, counted.provisional(), List.of(), days);
    }

    private static DueTime countDays(Clock clock, TimeLimit limit, Instant startedAt) {
        var start = Shanghai.dayOf(startedAt);
        var days = new ArrayList<Day>();
        for (int number = 1; number <= limit.amount(); number++) {
            days.add(new Day(start.plusDays(number), true, number, Reason.CALENDAR_DAY));
        }
        var dueOn = start.plusDays(limit.amount());
        return new DueTime(clock, limit, startedAt, Shanghai.endOf(dueOn), dueOn, false, List.of(), days);
    }

    private static Reason reason(DayKind kind) {
        return switch (kind) {
            case WORKING_DAY -> Reason.WORKING_DAY;
            case SWAPPED_WORKING_DAY -> Reason.SWAPPED_WORKING_DAY;
            case WEEKEND -> Reason.WEEKEND;
            case STATUTORY_OFF_DAY -> Reason.STATUTORY_OFF_DAY;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
