package onestop.intake.appointment;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.UUID;
import java.util.function.Function;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.queueing.TakeTicket;
import onestop.intake.shift.PlanShift;
import onestop.intake.shift.ShiftKind;
import onestop.intake.window.Windows;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of an appointment. Each command looks at it under its row lock, so that of two at once one finds what the
 * other has done; repeated, it finds its own work done and says so.
 */
@Service
class HandleAppointment {
    private static final LocalTime NOON = LocalTime.of(12, 0);
    private static final LocalTime AFTERNOON = LocalTime.of(13, 30);

    private final Appointments appointments;
    private final BookingRules rules;
    private final TakeTicket takeTicket;
    private final PlanShift planShift;
    private final Windows windows;
    private final Calendars calendars;
    private final AnswerDesk desk;
    private final InstantSource clock;

    HandleAppointment(
            Appointments appointments,
            BookingRules rules,
            TakeTicket takeTicket,
            PlanShift planShift,
            Windows windows,
            Calendars calendars,
            AnswerDesk desk,
            InstantSource clock) {
        this.appointments = appointments;
        this.rules = rules;
        this.takeTicket = takeTicket;
        this.planShift = planShift;
        this.windows = windows;
        this.calendars = calendars;
        this.desk = desk;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Done() implements Outcome {}

        record Unknown() implements Outcome {}

        record WrongState(AppointmentStatus status) implements Outcome {}

        record TooLate(Instant until) implements Outcome {}

        record NotNow(Instant from, Instant until) implements Outcome {}

        record NotYet(Instant from) implements Outcome {}

        record NoSuchWindow() implements Outcome {}

        record WindowTaken() implements Outcome {}

        record ClerkTaken() implements Outcome {}
    }

    /**
     * @param byHall the hall cancels until the end of the hour, a visitor until some time before its beginning
     */
    @Transactional
    Outcome cancel(UUID id, boolean byHall, @Nullable String reason, String by) {
        return locked(id, appointment -> {
            var now = clock.instant();
            return switch (appointment.status()) {
                case CANCELLED -> new Outcome.Done();
                case BOOKED, REQUESTED, RESERVED -> {
                    var until = byHall ? appointment.endsAt() : rules.cancellableUntil(appointment.startsAt());
                    if (now.isAfter(until)) {
                        yield new Outcome.TooLate(until);
                    }
                    appointments.end(id, AppointmentStatus.CANCELLED, reason, by, now);
                    if (appointment.nameBy() != null) { // the desk asked for it
                        desk.givenBack(id, AnswerDesk.GivenBack.CANCELLED);
                    }
                    yield new Outcome.Done();
                }
                case DECLINED, CHECKED_IN, NO_SHOW, EXCUSED -> new Outcome.WrongState(appointment.status());
            };
        });
    }

    /** The ticket comes with it: nobody who has an appointment queues for one. */
    @Transactional
    Outcome checkIn(UUID id, String by) {
        return locked(id, appointment -> {
            var now = clock.instant();
            return switch (appointment.status()) {
                case CHECKED_IN -> new Outcome.Done();
                case BOOKED -> {
                    if (!rules.canCheckIn(appointment, now)) {
                        yield new Outcome.NotNow(
                                appointment.startsAt().minus(rules.checkInBefore()), appointment.endsAt());
                    }
                    var ticket = takeTicket.forAppointment(
                            appointment.regionCode(), appointment.itemCodes(), appointment.startsAt(), by);
                    appointments.checkIn(id, ticket.id(), by, now);
                    yield new Outcome.Done();
                }
                case REQUESTED, RESERVED, DECLINED, CANCELLED, NO_SHOW, EXCUSED ->
                    new Outcome.WrongState(appointment.status());
            };
        });
    }

    @Transactional
    Outcome noShow(UUID id, String by) {
        return locked(id, appointment -> {
            var now = clock.instant();
            return switch (appointment.status()) {
                case NO_SHOW -> new Outcome.Done();
                case BOOKED -> {
                    if (!rules.isLate(appointment, now)) {
                        yield new Outcome.NotYet(appointment.startsAt().plus(rules.lateAfter()));
                    }
                    appointments.mark(id, AppointmentStatus.NO_SHOW, null, by, now);
                    yield new Outcome.Done();
                }
                case REQUESTED, RESERVED, DECLINED, CANCELLED, CHECKED_IN, EXCUSED ->
                    new Outcome.WrongState(appointment.status());
            };
        });
    }

    @Transactional
    Outcome excuse(UUID id, String reason, String by) {
        return locked(id, appointment -> switch (appointment.status()) {
            case EXCUSED -> new Outcome.Done();
            case NO_SHOW -> {
                appointments.mark(id, AppointmentStatus.EXCUSED, reason, by, clock.instant());
                yield new Outcome.Done();
            }
            case REQUESTED, RESERVED, BOOKED, DECLINED, CANCELLED, CHECKED_IN ->
                new Outcome.WrongState(appointment.status());
        });
    }

    @Transactional
    Outcome decline(UUID id, String reason, String by) {
        return locked(id, appointment -> switch (appointment.status()) {
            case DECLINED -> new Outcome.Done();
            case REQUESTED -> {
                appointments.end(id, AppointmentStatus.DECLINED, reason, by, clock.instant());
                yield new Outcome.Done();
            }
            case RESERVED, BOOKED, CANCELLED, CHECKED_IN, NO_SHOW, EXCUSED ->
                new Outcome.WrongState(appointment.status());
        });
    }

    /** Opens the window for this hour, for nobody else. */
    @Transactional
    Outcome confirm(UUID id, String windowCode, @Nullable String staff, String by) {
        return locked(id, appointment -> switch (appointment.status()) {
            case REQUESTED -> confirm(appointment, windowCode, staff, by);
            case BOOKED ->
                appointment.outOfHours() && windowCode.equals(appointment.windowCode())
                        ? new Outcome.Done()
                        : new Outcome.WrongState(appointment.status());
            case RESERVED, DECLINED, CANCELLED, CHECKED_IN, NO_SHOW, EXCUSED ->
                new Outcome.WrongState(appointment.status());
        });
    }

    private Outcome confirm(Appointment appointment, String windowCode, @Nullable String staff, String by) {
        var now = clock.instant();
        if (now.isAfter(appointment.startsAt())) {
            return new Outcome.TooLate(appointment.startsAt());
        }
        boolean takes = windows.find(windowCode)
                .filter(window -> window.regionCode().equals(appointment.regionCode()))
                .filter(window -> window.inUse(ServiceHours.dateOf(appointment.startsAt())))
                .filter(window -> window.skills().takeAll(appointment.itemCodes()))
                .isPresent();
        if (!takes) {
            return new Outcome.NoSuchWindow();
        }
        var opened = planShift.open(
                windowCode, kind(appointment.startsAt()), appointment.startsAt(), appointment.endsAt(), staff, 0, by);
        return switch (opened) {
            case PlanShift.Outcome.Planned(var shift) -> {
                appointments.confirm(appointment.id(), shift, windowCode, by, now);
                yield new Outcome.Done();
            }
            case PlanShift.Outcome.WindowTaken() -> new Outcome.WindowTaken();
            case PlanShift.Outcome.ClerkTaken() -> new Outcome.ClerkTaken();
            case PlanShift.Outcome.Unknown(), PlanShift.Outcome.Cancelled(), PlanShift.Outcome.Promised() ->
                throw new IllegalStateException("a new shift is none of these");
        };
    }

    private ShiftKind kind(Instant startsAt) {
        var local = startsAt.atZone(ServiceHours.ZONE);
        return switch (calendars.current().kind(local.toLocalDate())) {
            case WEEKEND -> ShiftKind.WEEKEND;
            case STATUTORY_OFF_DAY -> ShiftKind.HOLIDAY;
            case WORKING_DAY, SWAPPED_WORKING_DAY -> {
                var time = local.toLocalTime();
                yield time.isBefore(NOON)
                        ? ShiftKind.REGULAR
                        : time.isBefore(AFTERNOON) ? ShiftKind.LUNCH : ShiftKind.EVENING;
            }
        };
    }

    private Outcome locked(UUID id, Function<Appointment, Outcome> act) {
        return appointments.lock(id).map(act).orElseGet(Outcome.Unknown::new);
    }
}
