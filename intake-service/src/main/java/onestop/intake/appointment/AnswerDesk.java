package onestop.intake.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import onestop.events.Outbox;
import onestop.intake.appointment.BookAppointment.Outcome;
import onestop.intake.catalogue.Catalogues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Answers what the cloud service desk asks for: a place is held, or it is said why not. What becomes of the place is told, too. */
@Service
class AnswerDesk {
    private final BookAppointment book;
    private final Appointments appointments;
    private final DeskRequests requests;
    private final Catalogues catalogues;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Duration reservedFor;

    AnswerDesk(
            BookAppointment book,
            Appointments appointments,
            DeskRequests requests,
            Catalogues catalogues,
            Outbox outbox,
            InstantSource clock,
            @Value("${onestop.intake.appointments.reserved-for}") Duration reservedFor) {
        this.book = book;
        this.appointments = appointments;
        this.requests = requests;
        this.catalogues = catalogues;
        this.outbox = outbox;
        this.clock = clock;
        this.reservedFor = reservedFor;
    }

    /** Why no place is held, or no longer. */
    enum Refusal {
        UNKNOWN_ITEM,
        NOT_THESE_DAYS,
        HOUR_FULL,
        HOUR_NOT_OFFERED
    }

    /** Why a place was given back. */
    enum GivenBack {
        NOBODY_NAMED,
        CANCELLED
    }

    /** Asked twice it answers once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answer(UUID request, String regionCode, Instant startsAt, List<String> items, @Nullable String usci) {
        if (requests.answered(request)) {
            return;
        }
        var now = clock.instant();
        var catalogue = catalogues.current();
        if (items.stream().anyMatch(item -> catalogue.item(item).isEmpty())) {
            decline(request, Refusal.UNKNOWN_ITEM);
            return;
        }
        switch (book.reserve(regionCode, startsAt, items, usci, now.plus(reservedFor))) {
            case Outcome.Done(var id) -> {
                requests.booked(request, id, now);
                outbox.append(AppointmentMessages.booked(
                        request, appointments.find(id).orElseThrow(), now));
            }
            case Outcome.NotTheseDays _ -> decline(request, Refusal.NOT_THESE_DAYS);
            case Outcome.Full _ -> decline(request, Refusal.HOUR_FULL);
            case Outcome.NotOffered _ -> decline(request, Refusal.HOUR_NOT_OFFERED);
            case Outcome.Barred _, Outcome.SameDay _, Outcome.InHours _ ->
                throw new IllegalStateException("a place for nobody yet is refused for no person's sake");
        }
    }

    private void decline(UUID request, Refusal why) {
        var now = clock.instant();
        requests.declined(request, why, now);
        outbox.append(AppointmentMessages.declined(request, why, now));
    }

    /** Tells the desk, if it was the desk that asked for this appointment. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void givenBack(UUID appointment, GivenBack why) {
        requests.of(appointment)
                .ifPresent(request ->
                        outbox.append(AppointmentMessages.givenBack(request, appointment, why, clock.instant())));
    }

    /**
     * Gives back some places that nobody was named for in time; replicas take different ones.
     *
     * @return how many
     */
    @Transactional
    public int releaseUnnamed(String by, int most) {
        var now = clock.instant();
        var released = appointments.releaseUnnamed(now, by, most);
        outbox.append(released.stream()
                .map(one ->
                        AppointmentMessages.givenBack(one.request(), one.appointment(), GivenBack.NOBODY_NAMED, now))
                .toList());
        return released.size();
    }
}
