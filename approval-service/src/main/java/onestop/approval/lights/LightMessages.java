package onestop.approval.lights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.approval.clocks.OfficeTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** Lights as other systems are told of them. Reasons stay here: they are words of people. */
final class LightMessages {
    static final Topic TOPIC = Topic.facts("onestop.approval.light");

    private LightMessages() {}

    static OutgoingEvent turned(Light light, Instant at) {
        return event(
                "turned.v1",
                light,
                1,
                at,
                new Turned(
                        light.receiptNumber(),
                        light.caseNumber(),
                        Long.toString(light.id()),
                        light.itemCode(),
                        light.unit(),
                        light.severity().name(),
                        light.measuredOn(),
                        OfficeTime.at(at)));
    }

    /** @param light before the reply */
    static OutgoingEvent replied(Light light, LightState reply, String by, Instant at) {
        return event(
                reply == LightState.LIFTED ? "lifted.v1" : "answered.v1",
                light,
                light.sequence() + 1,
                at,
                new Replied(
                        light.receiptNumber(),
                        light.caseNumber(),
                        Long.toString(light.id()),
                        light.unit(),
                        light.severity().name(),
                        by,
                        OfficeTime.at(at)));
    }

    private static OutgoingEvent event(String type, Light light, long sequence, Instant at, Object data) {
        return new OutgoingEvent(
                TOPIC,
                light.receiptNumber(),
                "onestop.approval.light." + type,
                Long.toString(light.id()),
                sequence,
                at,
                data);
    }

    private record Turned(
            String receiptNumber,
            String caseNumber,
            String light,
            String itemCode,
            String unit,
            String severity,
            LocalDate dueOn,
            OffsetDateTime at) {}

    private record Replied(
            String receiptNumber,
            String caseNumber,
            String light,
            String unit,
            String severity,
            String by,
            OffsetDateTime at) {}
}
