package onestop.evaluation.rectification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** Lights to wire messages. */
public final class LightMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.rectification-light");

    private LightMessages() {}

    record LightTurned(
            String lightId,
            String rectificationId,
            String unit,
            String clock,
            String light,
            LocalDate dueOn,
            BigDecimal points,
            OffsetDateTime turnedAt) {}

    static OutgoingEvent turned(Lights.Turned light) {
        return new OutgoingEvent(
                TOPIC,
                light.rectificationId().toString(),
                "onestop.evaluation.rectification-light.turned.v1",
                light.id().toString(),
                1,
                light.turnedAt().toInstant(),
                new LightTurned(
                        light.id().toString(),
                        light.rectificationId().toString(),
                        light.unit(),
                        light.clock().name(),
                        light.light().name(),
                        light.dueOn(),
                        light.points(),
                        CountyTime.at(light.turnedAt().toInstant())));
    }
}
