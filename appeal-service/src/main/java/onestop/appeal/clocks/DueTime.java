package onestop.appeal.clocks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When something is due, and the account of how that was counted.
 *
 * @param dueAt the last instant that is in time
 * @param dueOn the last day, for limits in days
 * @param provisional whether a day was judged by a year whose calendar is not published, so that the time may still move
 * @param spans what counted of a limit in minutes
 * @param days every day after the start up to the due day of a limit in days; of a limit in service minutes the days without
 *     service on the way
 */
public record DueTime(
        Clock clock,
        TimeLimit limit,
        Instant startedAt,
        Instant dueAt,
        @Nullable LocalDate dueOn,
        boolean provisional,
        List<Span> spans,
        List<Day> days) {

    public DueTime {
        spans = List.copyOf(spans);
        days = List.copyOf(days);
    }

    /** A stretch of time that counted. */
    public record Span(Instant from, Instant to, long seconds) {}

    /** A day on the way; {@code number} is how many days have counted up to it. */
    public record Day(LocalDate date, boolean counted, int number, Reason reason) {}

    /** Why a day counts or does not. */
    public enum Reason {
        WORKING_DAY,
        SWAPPED_WORKING_DAY,
        WEEKEND,
        STATUTORY_OFF_DAY,
        CALENDAR_DAY
    }
}
