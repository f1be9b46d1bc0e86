package onestop.appeal.clocks;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in the years of the calendar that intake-service publishes. */
@Component
class YearPublishedConsumer implements EventConsumer {
    private static final String YEAR_PUBLISHED = "onestop.intake.calendar.year-published.v1";

    private final KnownYears years;
    private final Calendars calendars;
    private final CalendarMoves moves;

    YearPublishedConsumer(KnownYears years, Calendars calendars, CalendarMoves moves) {
        this.years = years;
        this.calendars = calendars;
        this.moves = moves;
    }

    @Override
    public String name() {
        return "calendar";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.reference("onestop.intake.calendar"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            // A year that was removed from the topic stays in force: no day may lose its judgement.
            if (event.type().equals(YEAR_PUBLISHED) && !event.removesKey()) {
                putInForce(event.data(YearPublished.class).toYear());
            }
        }
    }

    /** What counts is what the database knows, not the calendar in memory: that one may be ahead of a transaction rolled back. */
    private void putInForce(CalendarYear year) {
        var known = years.find(year.year()).or(() -> shipped(year.year()));
        years.store(year);
        calendars.replace(year);
        if (!known.equals(Optional.of(year))) {
            moves.begin(firstDay(known.orElse(year), year));
        }
    }

    /** A day of the December before that the amended year says nothing of any more is another one, too. */
    private static LocalDate firstDay(CalendarYear known, CalendarYear year) {
        return known.firstDay().isBefore(year.firstDay()) ? known.firstDay() : year.firstDay();
    }

    private static Optional<CalendarYear> shipped(int year) {
        return WorkingDayCalendar.shipped().year(year);
    }

    record YearPublished(
            int year,
            @Nullable Set<LocalDate> off,
            @Nullable Set<LocalDate> work,
            @Nullable String source,
            boolean published) {
        CalendarYear toYear() {
            try {
                return new CalendarYear(
                        year,
                        Objects.requireNonNull(off),
                        Objects.requireNonNull(work),
                        Objects.requireNonNull(source),
                        published);
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new UnreadableEventException("the calendar of the year " + year + " does not hold together", e);
            }
        }
    }
}
