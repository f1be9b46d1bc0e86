package onestop.intake.queueing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.queueing.Tickets.Crowd;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How many are before somebody, and about how long that takes. */
@Component
class Waiting {
    private final Tickets tickets;
    private final InstantSource clock;
    private final Duration usual;

    Waiting(Tickets tickets, InstantSource clock, @Value("${onestop.intake.queue.usual-service-time}") Duration usual) {
        this.tickets = tickets;
        this.clock = clock;
        this.usual = usual;
    }

    /** @param minutes null while no window that takes the ticket is staffed */
    record Estimate(int ahead, @Nullable Integer minutes) {}

    Optional<Estimate> of(UUID ticket) {
        var now = clock.instant();
        var startOfToday =
                ServiceHours.dateOf(now).atStartOfDay(ServiceHours.ZONE).toInstant();
        return tickets.placeOf(ticket, startOfToday, now).map(place -> {
            double seconds = place.serviceSeconds() == null ? usual.toSeconds() : place.serviceSeconds();
            return new Estimate(place.ahead(), minutes(place.ahead(), place.windows(), seconds));
        });
    }

    Crowd in(String regionCode) {
        var today = ServiceHours.dateOf(clock.instant());
        return tickets.crowd(
                regionCode, today, today.atStartOfDay(ServiceHours.ZONE).toInstant());
    }

    /** Whole minutes, rounded up: whoever is told a time should not be called later as a rule. */
    static @Nullable Integer minutes(int ahead, int windows, double serviceSeconds) {
        return windows == 0 ? null : (int) Math.ceil(ahead * serviceSeconds / windows / 60);
    }
}
