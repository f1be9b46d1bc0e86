package onestop.approval.figures;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the correction notices of intake-service, whenever they come. */
@Component
class CorrectionConsumer implements EventConsumer {
    private static final Topic APPLICATION = Topic.facts("onestop.intake.application");

    private final FigureRows rows;

    CorrectionConsumer(FigureRows rows) {
        this.rows = rows;
    }

    record Told(@Nullable String receiptNumber) {}

    @Override
    public String name() {
        return "figures";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPLICATION);
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
        var notices = new TreeMap<String, Integer>();
        for (var event : events) {
            if (event.type().equals("onestop.intake.application.correction-requested.v1")) {
                var number = event.data(Told.class).receiptNumber();
                if (number == null || number.isBlank()) {
                    throw new UnreadableEventException("receiptNumber is missing");
                }
                notices.merge(number, 1, Integer::sum);
            }
        }
        if (!notices.isEmpty()) {
            rows.correct(notices);
        }
    }
}
