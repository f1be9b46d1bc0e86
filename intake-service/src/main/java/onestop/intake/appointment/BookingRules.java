package onestop.intake.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * When one can book, cancel and check in, and who is barred.
 *
 * @param workingDaysAhead the last day is the so-manieth working day after today
 * @param cancelBefore until so long before the beginning a visitor can cancel
 * @param checkInBefore from so long before the beginning on a visitor can check in
 * @param lateAfter so long after the beginning a clerk may say that nobody came
 * @param noShows so many in the period bar
 */
record BookingRules(
        int workingDaysAhead,
        Duration cancelBefore,
        Duration checkInBefore,
        Duration lateAfter,
        int noShows,
        Duration noShowPeriod,
        Duration barred) {

    BookingRules {
        if (workingDaysAhead < 1 || workingDaysAhead > 30 || noShows < 1) {
            throw new IllegalArgumentException(
                    "appointments: 1 to 30 working days ahead, barred after 1 no-show or more");
        }
    }

    LocalDate firstDay(LocalDate today) {
        return today.plusDays(1);
    }

    LocalDate lastDay(LocalDate today, WorkingDayCalendar calendar) {
        return calendar.add(today, workingDaysAhead);
    }

    boolean isOpen(LocalDate day, LocalDate today, WorkingDayCalendar calendar) {
        return !day.isBefore(firstDay(today)) && !day.isAfter(lastDay(today, calendar));
    }

    /** The last moment at which a visitor can cancel. */
    Instant cancellableUntil(Instant startsAt) {
        return startsAt.minus(cancelBefore);
    }

    boolean canCheckIn(Appointment appointment, Instant now) {
        return !now.isBefore(appointment.startsAt().minus(checkInBefore)) && now.isBefore(appointment.endsAt());
    }

    boolean isLate(Appointment appointment, Instant now) {
        return !now.isBefore(appointment.startsAt().plus(lateAfter));
    }

    /**
     * Until when somebody is barred.
     *
     * @param noShowsInPeriod how often nobody came in the period before the last time
     * @param lastNoShow the end of the hour of the last time
     */
    Optional<Instant> barredUntil(int noShowsInPeriod, @Nullable Instant lastNoShow, Instant now) {
        if (lastNoShow == null || noShowsInPeriod < noShows) {
            return Optional.empty();
        }
        return Optional.of(lastNoShow.plus(barred)).filter(until -> until.isAfter(now));
    }
}
