package onestop.appeal.symposia;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** What others are told of symposia, so that they tell the enterprises: neither what was said there nor persons. */
final class SymposiumMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.symposium");

    private record Closed(
            UUID symposiumId,
            String unit,
            LocalDate heldOn,
            List<String> attended,
            int guests,
            int issues,
            int appeals) {}

    private record Invited(
            UUID symposiumId, String unit, String title, String place, Instant startsAt, List<String> invited) {}

    private record Cancelled(UUID symposiumId, String unit, Instant startsAt, List<String> invited) {}

    /** @param added who was not invited before */
    static OutgoingEvent invited(Symposium planned, List<String> added, Instant at) {
        return message(
                "invited.v1",
                planned,
                at,
                new Invited(planned.id(), planned.unit(), planned.title(), planned.place(), planned.startsAt(), added));
    }

    /** @param invited everybody who was, whether they meant to come or not */
    static OutgoingEvent cancelled(Symposium cancelled, List<String> invited, Instant at) {
        return message(
                "cancelled.v1",
                cancelled,
                at,
                new Cancelled(cancelled.id(), cancelled.unit(), cancelled.startsAt(), invited));
    }

    /**
     * The report is there.
     *
     * @param told everybody who has been recorded as having come, the record corrected or not
     * @param guests how many came that have no enterprise, and are told by the host
     */
    static OutgoingEvent closed(Symposium closed, List<String> told, int guests, int issues, int appeals, Instant at) {
        return message(
                "closed.v1",
                closed,
                at,
                new Closed(
                        closed.id(),
                        closed.unit(),
                        Objects.requireNonNull(closed.heldOn()),
                        told,
                        guests,
                        issues,
                        appeals));
    }

    private static OutgoingEvent message(String what, Symposium symposium, Instant at, Object data) {
        var id = symposium.id().toString();
        return new OutgoingEvent(TOPIC, id, "onestop.appeal.symposium." + what, id, symposium.version(), at, data);
    }

    private SymposiumMessages() {}
}
