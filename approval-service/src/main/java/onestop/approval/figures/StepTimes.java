package onestop.approval.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onestop.approval.clocks.OfficeTime;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a case went. From the acceptance to its start it waited for other cases; in each step it waits until somebody is
 * assigned, is worked on from then until the step ends, and is suspended in between. A case that goes back passes a step again, and its
 * times there add up.
 *
 * <p>Days are working days, counted from day to day: parts of one day go to whoever holds the case when the day ends, so that the days of
 * all steps together are the working days from acceptance to decision. Seconds are those of the calendar.
 */
final class StepTimes {
    private final WorkingDayCalendar calendar;
    private final Map<String, Counts> steps = new LinkedHashMap<>();

    private StepTimes(WorkingDayCalendar calendar) {
        this.calendar = calendar;
    }

    /**
     * An act of the history.
     *
     * @param to of a return: the step that the case goes back to
     */
    record Past(String act, Instant at, @Nullable String to) {}

    /**
     * @param steps how many the item has, 1 to 3
     * @param acts in order, the decision last
     * @return by step, {@code START} first
     */
    static Map<String, Counts> of(
            Instant acceptedAt, Instant startedAt, int steps, List<Past> acts, WorkingDayCalendar calendar) {
        var times = new StepTimes(calendar);
        if (startedAt.isAfter(acceptedAt)) {
            times.spend("START", Kind.WAITING, acceptedAt, startedAt);
        }
        times.walk(startedAt, steps, acts);
        return times.steps;
    }

    private enum Kind {
        WAITING(Count.WAITING_DAYS, Count.WAITING_SECONDS),
        WORKING(Count.WORKING_DAYS, Count.WORKING_SECONDS),
        SUSPENDED(Count.SUSPENDED_DAYS, Count.SUSPENDED_SECONDS);

        private final Count days;
        private final Count seconds;

        Kind(Count days, Count seconds) {
            this.days = days;
            this.seconds = seconds;
        }
    }

    private void walk(Instant startedAt, int steps, List<Past> acts) {
        var step = steps == 1 ? "DECISION" : "EXAMINATION";
        boolean assigned = false;
        boolean suspended = false;
        var since = startedAt;
        for (var act : acts) {
            spend(step, suspended ? Kind.SUSPENDED : assigned ? Kind.WORKING : Kind.WAITING, since, act.at());
            since = act.at().isAfter(since) ? act.at() : since;
            switch (act.act()) {
                case "ASSIGNED" -> assigned = true;
                case "SUSPENDED" -> suspended = true;
                case "RESUMED" -> suspended = false;
                case "EXAMINED" -> {
                    step = steps == 3 ? "REVIEW" : "DECISION";
                    assigned = false;
                }
                case "REVIEWED" -> {
                    step = "DECISION";
                    assigned = false;
                }
                case "RETURNED" -> {
                    step = act.to() == null ? step : act.to();
                    assigned = false;
                }
                default -> {
                    // An extension, a recount and whatever else is done in a step ends neither it nor its work.
                }
            }
        }
    }

    private void spend(String step, Kind kind, Instant from, Instant to) {
        var of = steps.computeIfAbsent(step, _ -> new Counts().add(Count.CASES, 1));
        if (to.isAfter(from)) {
            of.add(kind.days, calendar.between(OfficeTime.dateOf(from), OfficeTime.dateOf(to)));
            of.add(kind.seconds, Duration.between(from, to).toSeconds());
        }
    }
}
