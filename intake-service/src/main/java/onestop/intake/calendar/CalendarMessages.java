package onestop.intake.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import onestop.events.OutgoingEvent;
import onestop.intake.calendar.CalendarYears.Stored;

/** The yearly notice as a message; the only place that knows its name on the wire. */
final class CalendarMessages {
    private record YearPublished(
            int year, List<LocalDate> off, List<LocalDate> work, String source, boolean published) {}

    static OutgoingEvent published(Stored stored, Instant at) {
        var year = stored.year();
        var key = Integer.toString(year.year());
        return new OutgoingEvent(
                CalendarTopic.TOPIC,
                key,
                "onestop.intake.calendar.year-published.v1",
                key,
                stored.version(),
                at,
                new YearPublished(
                        year.year(),
                        List.copyOf(year.off()),
                        List.copyOf(year.work()),
                        year.source(),
                        year.published()));
    }

    private CalendarMessages() {}
}
