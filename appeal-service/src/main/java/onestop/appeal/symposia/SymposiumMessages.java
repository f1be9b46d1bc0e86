package onestop.appeal.symposia;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** What others are told of symposia: neither texts nor persons. */
final class SymposiumMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.symposium");

    private record Closed(
            UUID symposiumId, String unit, LocalDate heldOn, List<String> attended, int issues, int appeals) {}

    /** For whoever tells the enterprises that the report is there. */
    static OutgoingEvent closed(Symposium closed, List<String> attended, int issues, int appeals, Instant at) {
        return new OutgoingEvent(
                TOPIC,
                closed.id().toString(),
                "onestop.appeal.symposium.closed.v1",
                closed.id().toString(),
                closed.version(),
                at,
                new Closed(
                        closed.id(),
                        closed.unit(),
                        Objects.requireNonNull(closed.heldOn()),
                        attended,
                        issues,
                        appeals));
    }

    private SymposiumMessages() {}
}
