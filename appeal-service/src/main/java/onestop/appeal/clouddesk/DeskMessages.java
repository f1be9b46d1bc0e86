package onestop.appeal.clouddesk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.appeal.clocks.Shanghai;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What the desk asks other services for. Nobody is named: who comes to an appointment is told to intake-service directly. */
final class DeskMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.desk");

    private record AppointmentAsked(
            UUID requestId,
            UUID conversationId,
            String regionCode,
            OffsetDateTime startsAt,
            List<String> itemCodes,
            @Nullable String enterpriseUsci) {}

    static OutgoingEvent appointmentAsked(DeskAppointment asked, @Nullable String usci, Instant at) {
        return new OutgoingEvent(
                TOPIC,
                asked.conversation().toString(),
                "onestop.appeal.desk.appointment-asked.v1",
                asked.id().toString(),
                asked.attempt(),
                at,
                new AppointmentAsked(
                        asked.id(),
                        asked.conversation(),
                        asked.wish().regionCode(),
                        asked.wish().startsAt().atZone(Shanghai.ZONE).toOffsetDateTime(),
                        asked.wish().itemCodes(),
                        usci));
    }

    private DeskMessages() {}
}
