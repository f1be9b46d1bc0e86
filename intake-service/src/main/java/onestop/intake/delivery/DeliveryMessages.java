package onestop.intake.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.events.OutgoingEvent;
import onestop.intake.application.HandOut.Method;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.HandOutEarly.Contact;
import onestop.intake.delivery.ResultBundle.State;
import onestop.intake.delivery.ResultBundles.Overdue;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;

/** What happened to a bundle, as other systems are told; the only place that knows the names on the wire. */
final class DeliveryMessages {
    private static final String PREFIX = "onestop.intake.delivery.";

    private record OverdueData(String receiptNumber, LocalDate dueOn, State state) {}

    static OutgoingEvent overdue(Overdue bundle, Instant at) {
        return message(
                "overdue.v1",
                bundle.receiptNumber(),
                bundle.version(),
                at,
                new OverdueData(bundle.receiptNumber(), bundle.dueOn(), bundle.state()));
    }

    private record CaseDeliveredData(
            String receiptNumber,
            String caseNumber,
            OffsetDateTime deliveredAt,
            boolean late,
            String unit,
            @Nullable String windowCode,
            String deliveredBy,
            int handingOut) {}

    /** One case's result, handed out before the rest of its file. */
    static OutgoingEvent caseDelivered(
            ReceiptNumber file, EarlyResults.Waiting one, Contact contact, boolean late, Instant at) {
        return new OutgoingEvent(
                DeliveryTopic.TOPIC,
                file.value(),
                PREFIX + "case-delivered.v1",
                one.caseNumber(),
                one.version() + 1,
                at,
                new CaseDeliveredData(
                        file.value(),
                        one.caseNumber(),
                        time(at),
                        late,
                        contact.unit(),
                        contact.windowCode(),
                        contact.deliveredBy(),
                        contact.handingOut()));
    }

    private record CaseOverdueData(String receiptNumber, String caseNumber, LocalDate dueOn) {}

    static OutgoingEvent caseOverdue(EarlyResults.Overdue one, Instant at) {
        return new OutgoingEvent(
                DeliveryTopic.TOPIC,
                one.receiptNumber(),
                PREFIX + "case-overdue.v1",
                one.caseNumber(),
                one.version(),
                at,
                new CaseOverdueData(one.receiptNumber(), one.caseNumber(), one.dueOn()));
    }

    private record ArrivedData(String receiptNumber, Method method, OffsetDateTime arrivedAt) {}

    /** By post, or read as an electronic licence. */
    static OutgoingEvent arrived(ResultBundle bundle, Instant at) {
        var number = bundle.number().value();
        return message(
                "arrived.v1",
                number,
                bundle.version() + 1,
                at,
                new ArrivedData(number, bundle.handingsOut().getLast().method(), time(at)));
    }

    private record ReturnedData(String receiptNumber, OffsetDateTime returnedAt, LocalDate dueOn) {}

    static OutgoingEvent returned(ResultBundle bundle, Instant at) {
        var number = bundle.number().value();
        return message(
                "returned.v1", number, bundle.version() + 1, at, new ReturnedData(number, time(at), bundle.dueOn()));
    }

    private static OutgoingEvent message(String type, String number, long version, Instant at, Object data) {
        return new OutgoingEvent(DeliveryTopic.TOPIC, number, PREFIX + type, number, version, at, data);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atZone(ServiceHours.ZONE).toOffsetDateTime();
    }

    private DeliveryMessages() {}
}
