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
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Books a place, or asks for an hour outside the opening hours. */
@Service
class BookAppointment {
    private static final String DESK = "cloud-desk";

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

    /** Holds a place until it is said who comes; whether that person may is looked at then. Asked by the desk, not by a person. */
    @Transactional(propagation = Propagation.MANDATORY)
    Outcome reserve(String regionCode, Instant startsAt, List<String> items, @Nullable String usci, Instant nameBy) {
        var otherDay = otherDay(startsAt);
        if (otherDay.isPresent()) {
            return otherDay.get();
        }
        appointments.takeTurns(regionCode, startsAt);
        var wanted = new Appointment(
                UUID.randomUUID(),
                false,
                regionCode,
                startsAt,
                items,
                usci,
                null,
                null,
                DESK,
                clock.instant(),
                AppointmentStatus.RESERVED,
                null,
                null,
                null,
                null,
                nameBy,
                1);
        if (appointments.book(wanted)) {
            return new Outcome.Done(wanted.id());
        }
        return offered(regionCode, startsAt, items) ? new Outcome.Full() : new Outcome.NotOffered();
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

    private Optional<Outcome> otherDay(Instant startsAt) {
        var today = ServiceHours.dateOf(clock.instant());
        var calendar = calendars.current();
        return rules.isOpen(ServiceHours.dateOf(startsAt), today, calendar)
                ? Optional.empty()
                : Optional.of(new Outcome.NotTheseDays(rules.firstDay(today), rules.lastDay(today, calendar)));
    }

    private Optional<Outcome> declined(Wish wish) {
        var now = clock.instant();
        var otherDay = otherDay(wish.startsAt());
        if (otherDay.isPresent()) {
            return otherDay;
        }
        var absences = appointments.absences(wish.visitor(), rules.noShowPeriod());
        return rules.barredUntil(absences.count(), absences.last(), now).map(Outcome.Barred::new);
    }

    private boolean offered(Wish wish) {
        return offered(wish.regionCode(), wish.startsAt(), wish.itemCodes());
    }

    private boolean offered(String regionCode, Instant startsAt, List<String> items) {
        var day = ServiceHours.dateOf(startsAt);
        return appointments.slots(regionCode, items, day, day).stream()
                .anyMatch(slot -> slot.startsAt().equals(startsAt));
    }

    /** The transaction can only be rolled back now: nothing is asked any more. */
    private static Outcome sameDay(DuplicateKeyException e) {
        if (isSameDay(e)) {
            return new Outcome.SameDay();
        }
        throw e;
    }

    /** Whether it was refused because the person has an appointment that day. */
    static boolean isSameDay(DuplicateKeyException e) {
        return String.valueOf(e.getMostSpecificCause().getMessage()).contains("once_a_day");
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
                null,
                1);
    }
}
