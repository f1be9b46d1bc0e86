package onestop.approval.clocks;

import java.time.DateTimeException;
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

/** Takes in the calendars that intake-service publishes, for good: they come only once. */
@Component
class CalendarConsumer implements EventConsumer {
    private static final Topic CALENDAR = Topic.reference("onestop.intake.calendar");
    private static final String PUBLISHED = "onestop.intake.calendar.year-published.v1";

    private final CalendarRows rows;
    private final CalendarInForce inForce;

    CalendarConsumer(CalendarRows rows, CalendarInForce inForce) {
        this.rows = rows;
        this.inForce = inForce;
    }

    /** Our reading of their event: only what we use. */
    private record YearPublished(
            @Nullable Integer year,
            @Nullable Set<LocalDate> off,
            @Nullable Set<LocalDate> work,
            @Nullable String source,
            @Nullable Boolean published) {}

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
        events.stream()
                .filter(event -> event.type().equals(PUBLISHED) && !event.removesKey())
                .map(CalendarConsumer::read)
                .forEach(rows::put);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                inForce.refresh();
            }
        });
    }

    private static CalendarYear read(IncomingEvent event) {
        var told = event.data(YearPublished.class);
        if (told.year() == null || told.off() == null || told.work() == null) {
            throw new UnreadableEventException("year, off and work must be given");
        }
        try {
            return new CalendarYear(
                    told.year(),
                    told.off(),
                    told.work(),
                    told.source() == null ? "not named" : told.source(),
                    told.published() == null || told.published());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableEventException("no calendar year: " + e.getMessage(), e);
        }
    }
}
