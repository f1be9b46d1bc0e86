package onestop.approval.reductions;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import onestop.approval.clocks.OfficeTime;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts files by what intake-service tells of corrections and collections and by our own fact that a file is finished. No act of an officer
 * waits for it. The events of one file may come in any order.
 */
@Component
class ReductionConsumer implements EventConsumer {
    private static final Topic APPLICATION = Topic.facts("onestop.intake.application");
    private static final Topic CASE = Topic.facts("onestop.approval.case");

    private final CountFiles countFiles;

    ReductionConsumer(CountFiles countFiles) {
        this.countFiles = countFiles;
    }

    /** The fields that we use of all three events. */
    record Told(
            @Nullable String receiptNumber,
            @Nullable OffsetDateTime deliveredAt,
            @Nullable String method) {}

    @Override
    public String name() {
        return "reductions";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPLICATION, CASE);
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public int maxBatch() {
        return 200;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var contacts = new TreeMap<String, Contacts>();
        for (var event : events) {
            switch (event.type()) {
                case "onestop.intake.application.correction-requested.v1" ->
                    contacts.computeIfAbsent(number(event), _ -> new Contacts()).corrected();
                case "onestop.intake.application.delivered.v1" ->
                    collected(contacts.computeIfAbsent(number(event), _ -> new Contacts()), event);
                case "onestop.approval.case.file-finished.v1" ->
                    contacts.computeIfAbsent(number(event), _ -> new Contacts());
                default -> {
                    // The other facts say nothing of what was saved.
                }
            }
        }
        if (!contacts.isEmpty()) {
            countFiles.count(contacts);
        }
    }

    private static String number(IncomingEvent event) {
        var number = event.data(Told.class).receiptNumber();
        if (number == null || number.isBlank()) {
            throw new UnreadableEventException("receiptNumber is missing");
        }
        return number;
    }

    private static void collected(Contacts contacts, IncomingEvent event) {
        var told = event.data(Told.class);
        if (!"WINDOW".equals(told.method())) {
            contacts.collected();
        } else if (told.deliveredAt() == null) {
            throw new UnreadableEventException("deliveredAt is missing");
        } else {
            contacts.collectedAtWindow(OfficeTime.dateOf(told.deliveredAt().toInstant()));
        }
    }
}
