package onestop.intake.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.ResultBundles.Finished;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A file that the departments have finished puts its result at the output window and starts the ten days. */
@Component
class FinishedFiles implements EventConsumer {
    /** Administrative licensing law, article 44: handed out within ten working days of the decision. */
    static final int DAYS_TO_DELIVER = 10;

    private final ResultBundles bundles;
    private final Calendars calendars;

    FinishedFiles(ResultBundles bundles, Calendars calendars) {
        this.bundles = bundles;
        this.calendars = calendars;
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.approval.case"));
    }

    private record FileData(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime finishedAt,
            @Nullable String outcome) {}

    @Override
    public void handle(List<IncomingEvent> events) {
        var finished = new ArrayList<Finished>();
        for (var event : events) {
            if (!event.type().equals("onestop.approval.case.file-finished.v1")) {
                continue;
            }
            var data = event.data(FileData.class);
            if (data.receiptNumber() == null || data.finishedAt() == null || data.outcome() == null) {
                throw new UnreadableEventException(
                        "%s lacks receiptNumber, finishedAt or outcome".formatted(event.type()));
            }
            finished.add(waiting(
                    data.receiptNumber(), data.outcome(), data.finishedAt().toInstant()));
        }
        bundles.add(finished);
    }

    /** A bundle whose days begin with the decision. */
    Finished waiting(String receiptNumber, String outcome, Instant decidedAt) {
        var calendar = calendars.current();
        var on = ServiceHours.dateOf(decidedAt);
        var due = calendar.add(on, DAYS_TO_DELIVER);
        return new Finished(
                receiptNumber,
                outcome,
                decidedAt.atOffset(ZoneOffset.UTC),
                on,
                due,
                calendar.provisional(on) || calendar.provisional(due));
    }
}
