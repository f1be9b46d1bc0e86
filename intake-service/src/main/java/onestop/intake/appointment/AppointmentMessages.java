package onestop.intake.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.intake.appointment.AnswerDesk.GivenBack;
import onestop.intake.appointment.AnswerDesk.Refusal;
import onestop.intake.calendar.ServiceHours;

/** What the cloud service desk is told of what it asked for; the only place that knows the names on the wire. Nobody's name is told. */
final class AppointmentMessages {
    private static final String PREFIX = "onestop.intake.appointment.";

    private record Booked(
            UUID requestId,
            UUID appointmentId,
            String regionCode,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            OffsetDateTime nameBy) {}

    private record Declined(UUID requestId, Refusal reason) {}

    private record Returned(UUID requestId, UUID appointmentId, GivenBack reason) {}

    static OutgoingEvent booked(UUID request, Appointment appointment, Instant at) {
        return message(
                "booked.v1",
                request,
                1,
                at,
                new Booked(
                        request,
                        appointment.id(),
                        appointment.regionCode(),
                        time(appointment.startsAt()),
                        time(appointment.endsAt()),
                        time(Objects.requireNonNull(appointment.nameBy()))));
    }

    static OutgoingEvent declined(UUID request, Refusal why, Instant at) {
        return message("declined.v1", request, 1, at, new Declined(request, why));
    }

    static OutgoingEvent givenBack(UUID request, UUID appointment, GivenBack why, Instant at) {
        return message("given-back.v1", request, 2, at, new Returned(request, appointment, why));
    }

    private static OutgoingEvent message(String type, UUID request, long sequence, Instant at, Object data) {
        var key = request.toString();
        return new OutgoingEvent(AppointmentTopic.TOPIC, key, PREFIX + type, key, sequence, at, data);
    }

    private static OffsetDateTime time(Instant at) {
        return at.atZone(ServiceHours.ZONE).toOffsetDateTime();
    }

    private AppointmentMessages() {}
}
