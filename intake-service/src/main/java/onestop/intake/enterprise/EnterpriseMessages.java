package onestop.intake.enterprise;

import java.time.Instant;
import java.time.LocalDate;
import onestop.events.OutgoingEvent;
import org.jspecify.annotations.Nullable;

/**
 * A registry entry as a message; the only place that knows its name on the wire. Persons and addresses stay here: a
 * sole trader lives where the business is.
 */
final class EnterpriseMessages {
    private record Registered(
            String usci,
            String name,
            EnterpriseKind kind,
            String regionCode,
            @Nullable String industry,
            @Nullable String parentUsci,
            @Nullable EnterpriseScale scale,
            @Nullable LocalDate establishedOn) {}

    static OutgoingEvent registered(Enterprise entry, Instant at) {
        return new OutgoingEvent(
                EnterpriseTopic.TOPIC,
                entry.usci(),
                "onestop.intake.enterprise.registered.v1",
                entry.usci(),
                entry.version(),
                at,
                new Registered(
                        entry.usci(),
                        entry.name(),
                        entry.kind(),
                        entry.regionCode(),
                        entry.industry(),
                        entry.parentUsci(),
                        entry.details().scale(),
                        entry.details().establishedOn()));
    }

    private EnterpriseMessages() {}
}
