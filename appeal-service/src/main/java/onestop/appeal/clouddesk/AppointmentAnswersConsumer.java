package onestop.appeal.clouddesk;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.clouddesk.DeskAppointment.State;
import onestop.appeal.clouddesk.DeskAppointments.Answer;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What intake-service answers to what the desk has asked for. Of several answers to one request the newest counts. */
@Component
class AppointmentAnswersConsumer implements EventConsumer {
    private static final String PREFIX = "onestop.intake.appointment.";
    private static final Map<String, State> STATES = Map.of(
            PREFIX + "booked.v1", State.BOOKED,
            PREFIX + "declined.v1", State.DECLINED,
            PREFIX + "given-back.v1", State.GIVEN_BACK);

    private final DeskAppointments appointments;
    private final InstantSource clock;

    AppointmentAnswersConsumer(DeskAppointments appointments, InstantSource clock) {
        this.appointments = appointments;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "appointment-answers";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.intake.appointment"));
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var newest = new LinkedHashMap<UUID, Answer>();
        for (var event : events) {
            var state = STATES.get(event.type());
            if (state != null) {
                var answer = event.data(Wire.class).answer(state, event);
                newest.merge(answer.request(), answer, (one, other) -> one.sequence() > other.sequence() ? one : other);
            }
        }
        if (!newest.isEmpty()) {
            appointments.answered(newest.values(), clock.instant());
        }
    }

    /** The fields of theirs that we use. */
    private record Wire(
            @Nullable UUID requestId,
            @Nullable UUID appointmentId,
            @Nullable String reason,
            @Nullable OffsetDateTime nameBy) {
        Answer answer(State state, IncomingEvent event) {
            boolean lacking = requestId == null
                    || (state == State.DECLINED ? appointmentId != null : appointmentId == null)
                    || (state == State.BOOKED ? nameBy == null : reason == null);
            if (lacking || requestId == null) {
                throw new UnreadableEventException(
                        "%s lacks requestId, appointmentId, nameBy or reason".formatted(event.type()));
            }
            return new Answer(
                    requestId,
                    state,
                    reason,
                    appointmentId,
                    nameBy == null ? null : nameBy.toInstant(),
                    event.sequence());
        }
    }
}
