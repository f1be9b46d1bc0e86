package onestop.evaluation.rectification;

import java.time.OffsetDateTime;
import java.util.Optional;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Source;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What a sender of short messages is asked to send. It knows the applicant of a receipt number itself, and another system whom it
 * heard; no telephone number travels.
 */
public final class CallBackMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.call-back");

    private CallBackMessages() {}

    record SecondDue(String rectificationId, String receiptNumber, String unit, OffsetDateTime closedAt) {}

    record SecondDueElsewhere(
            String rectificationId, Source source, String sourceNumber, String unit, OffsetDateTime closedAt) {}

    /**
     * Asks for the message to whoever spoke under a name; whom nobody but the office can reach the office calls itself.
     *
     * @param collected by which system what the order is about was collected; null for what was said here
     */
    static Optional<OutgoingEvent> secondDue(RectificationOrder order, Step step, @Nullable Collected collected) {
        var about = order.about();
        var closedAt = CountyTime.at(step.at());
        var id = order.id().value().toString();
        if (collected != null) {
            return Optional.of(message(
                    "onestop.evaluation.call-back.second-due-elsewhere.v1",
                    order,
                    step,
                    new SecondDueElsewhere(id, collected.source(), collected.number(), about.unit(), closedAt)));
        }
        return Optional.ofNullable(about.receiptNumber())
                .map(receipt -> message(
                        "onestop.evaluation.call-back.second-due.v1",
                        order,
                        step,
                        new SecondDue(id, receipt, about.unit(), closedAt)));
    }

    private static OutgoingEvent message(String type, RectificationOrder order, Step step, Object data) {
        var id = order.id().value().toString();
        return new OutgoingEvent(TOPIC, id, type, id, order.version(), step.at(), data);
    }
}
