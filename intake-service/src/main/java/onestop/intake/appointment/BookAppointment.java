package onestop.intake.appointment;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Books a place, or asks for an hour outside the opening hours. */
@Service
class BookAppointment {
    private final Appointments appointments;
    private final BookingRules rules;
    private final Calendars calendars;
    private final InstantSource clock;

    BookAppointment(Appointments appointments, BookingRules rules, Calendars calendars, InstantSource clock) {
        this.appointments = appointments;
        this.rules = rules;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** What a visitor wants. */
    record Wish(
            String regionCode,
            Instant startsAt,
            List<String> itemCodes,
            @Nullable String enterpriseUsci,
            Visitor visitor,
            @Nullable String text,
            String by) {}

    sealed interface Outcome {
        record Done(UUID id) implements Outcome {}

        record NotTheseDays(LocalDate first, LocalDate last) implements Outcome {}

        record Barred(Instant until) implements Outcome {}

        record SameDay() implements Outcome {}

        record Full() implements Outcome {}

        record NotOffered() implements Outcome {}

        /** The hall is open then: a place can simply be booked. */
        record InHours() implements Outcome {}
    }

    @Transactional
    Outcome book(Wish wish) {
        var declined = declined(wish);
        if (declined.isPresent()) {
            return declined.get();
        }
        appointments.takeTurns(wish.regionCode(), wish.startsAt());
        var wanted = appointment(wish, false, AppointmentStatus.BOOKED);
        try {
            if (appointments.book(wanted)) {
                return new Outcome.Done(wanted.id());
            }
        } catch (DuplicateKeyException e) {
            return sameDay(e);
        }
        return offered(wish) ? new Outcome.Full() : new Outcome.NotOffered();
    }

    @Transactional
    Outcome request(Wish wish) {
        var declined = declined(wish);
        if (declined.isPresent()) {
            return declined.get();
        }
        if (offered(wish)) {
            return new Outcome.InHours();
        }
        var wanted = appointment(wish, true, AppointmentStatus.REQUESTED);
        try {
            appointments.request(wanted);
            return new Outcome.Done(wanted.id());
        } catch (DuplicateKeyException e) {
            return sameDay(e);
        }
    }

    private Optional<Outcome> declined(Wish wish) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        var calendar = calendars.current();
        if (!rules.isOpen(ServiceHours.dateOf(wish.startsAt()), today, calendar)) {
            return Optional.of(new Outcome.NotTheseDays(rules.firstDay(today), rules.lastDay(today, calendar)));
        }
        var absences = appointments.absences(wish.visitor(), rules.noShowPeriod());
        return rules.barredUntil(absences.count(), absences.last(), now).map(Outcome.Barred::new);
    }

    private boolean offered(Wish wish) {
        var day = ServiceHours.dateOf(wish.startsAt());
        return appointments.slots(wish.regionCode(), wish.itemCodes(), day, day).stream()
                .anyMatch(slot -> slot.startsAt().equals(wish.startsAt()));
    }

    /** The transaction can only be rolled back now: nothing is asked any more. */
    private static Outcome sameDay(DuplicateKeyException e) {
        if (String.valueOf(e.getMostSpecificCause().getMessage()).contains("once_a_day")) {
            return new Outcome.SameDay();
        }
        throw e;
    }

    private Appointment appointment(Wish wish, boolean outOfHours, AppointmentStatus status) {
        return new Appointment(
                UUID.randomUUID(),
                outOfHours,
                wish.regionCode(),
                wish.startsAt(),
                wish.itemCodes(),
                wish.enterpriseUsci(),
                wish.visitor(),
                wish.text(),
                wish.by(),
                clock.instant(),
                status,
                null,
                null,
                null,
                null,
                1);
    }
}
