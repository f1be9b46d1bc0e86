package onestop.evaluation.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.workingdays.CalendarYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes in the calendar years that intake-service publishes. */
@Component
class CalendarConsumer implements EventConsumer {
    private static final Topic CALENDAR = Topic.reference("onestop.intake.calendar");

    private final StoredCalendarYears stored;
    private final CalendarRefresh refresh;

    CalendarConsumer(StoredCalendarYears stored, CalendarRefresh refresh) {
        this.stored = stored;
        this.refresh = refresh;
    }

    /** Our reading of the event. */
    record YearPublished(
            int year,
            @Nullable Set<LocalDate> off,
            @Nullable Set<LocalDate> work,
            @Nullable String source,
            boolean published) {

        CalendarYear toYear() {
            if (off == null || work == null || source == null) {
                throw new UnreadableEventException("a calendar year needs off, work and source");
            }
            try {
                return new CalendarYear(year, off, work, source, published);
            } catch (IllegalArgumentException e) {
                throw new UnreadableEventException("no calendar year: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public String name() {
        return "calendar";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(CALENDAR);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.type().equals("onestop.intake.calendar.year-published.v1") && !event.removesKey()) {
                stored.keep(event.data(YearPublished.class).toYear(), event.sequence());
            }
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                refresh.now();
            }
        });
    }
}
