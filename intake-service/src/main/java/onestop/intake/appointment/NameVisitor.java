package onestop.intake.appointment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says who comes to a place that is held for the cloud service desk; only now the rules about persons can be looked at. The appointment's
 * number is known to those who spoke at the desk and to the hall, so whoever names the visitor may: the appointment is theirs from then on.
 */
@Service
class NameVisitor {
    private final Appointments appointments;
    private final BookingRules rules;
    private final InstantSource clock;

    NameVisitor(Appointments appointments, BookingRules rules, InstantSource clock) {
        this.appointments = appointments;
        this.rules = rules;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Done() implements Outcome {}

        record Unknown() implements Outcome {}

        record TooLate(Instant until) implements Outcome {}

        record Barred(Instant until) implements Outcome {}

        record SameDay() implements Outcome {}
    }

    /** Repeated by the same person it finds its own work done. */
    @Transactional
    Outcome name(UUID id, Visitor visitor, String by) {
        var appointment = appointments.lock(id).orElse(null);
        if (appointment == null || appointment.nameBy() == null) {
            return new Outcome.Unknown();
        }
        return switch (appointment.status()) {
            case RESERVED -> name(appointment, appointment.nameBy(), visitor, by);
            case BOOKED -> appointment.bookedBy().equals(by) ? new Outcome.Done() : new Outcome.Unknown();
            case CANCELLED ->
                appointment.visitor() == null ? new Outcome.TooLate(appointment.nameBy()) : new Outcome.Unknown();
            case REQUESTED, DECLINED, CHECKED_IN, NO_SHOW, EXCUSED -> new Outcome.Unknown();
        };
    }

    private Outcome name(Appointment appointment, Instant nameBy, Visitor visitor, String by) {
        var now = clock.instant();
        if (now.isAfter(nameBy)) {
            return new Outcome.TooLate(nameBy);
        }
        var absences = appointments.absences(visitor, rules.noShowPeriod());
        var barred = rules.barredUntil(absences.count(), absences.last(), now);
        if (barred.isPresent()) {
            return new Outcome.Barred(barred.get());
        }
        try {
            appointments.name(appointment.id(), visitor, by, now);
            return new Outcome.Done();
        } catch (DuplicateKeyException e) {
            if (BookAppointment.isSameDay(e)) {
                return new Outcome.SameDay();
            }
            throw e;
        }
    }
}
