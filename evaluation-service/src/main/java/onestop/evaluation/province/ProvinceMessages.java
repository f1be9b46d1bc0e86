package onestop.evaluation.province;

import java.time.Instant;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** What is reported, as wire messages. Key: the number of the project, so that a rating stays behind its service. */
public final class ProvinceMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.province");

    private ProvinceMessages() {}

    static OutgoingEvent of(NationalMessage message, UUID subject, int version, Instant at) {
        return switch (message) {
            case NationalMessage.Service service ->
                new OutgoingEvent(
                        TOPIC,
                        service.projectNo(),
                        "onestop.evaluation.province.service-reported.v1",
                        subject.toString(),
                        version,
                        at,
                        service);
            case NationalMessage.Rating rating ->
                new OutgoingEvent(
                        TOPIC,
                        rating.projectNo(),
                        "onestop.evaluation.province.rating-reported.v1",
                        subject.toString(),
                        version,
                        at,
                        rating);
        };
    }
}
