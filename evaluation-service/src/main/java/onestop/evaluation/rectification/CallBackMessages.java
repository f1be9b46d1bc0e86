package onestop.evaluation.rectification;

import java.time.OffsetDateTime;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What a sender of short messages is asked to send. It knows the applicant of a receipt number itself; no telephone number travels. */
public final class CallBackMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.call-back");

    private CallBackMessages() {}

    record SecondDue(String rectificationId, @Nullable String receiptNumber, String unit, OffsetDateTime closedAt) {}

    static OutgoingEvent secondDue(RectificationOrder order, Step step) {
        var id = order.id().value().toString();
        return new OutgoingEvent(
                TOPIC,
                id,
                "onestop.evaluation.call-back.second-due.v1",
                id,
                order.version(),
                step.at(),
                new SecondDue(id, order.about().receiptNumber(), order.about().unit(), CountyTime.at(step.at())));
    }
}
