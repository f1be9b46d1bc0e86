package onestop.intake.appointment;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.queueing.ExpectedVisitors;
import org.springframework.stereotype.Component;

/** Nobody who booked a place is sent to the end of the queue. */
@Component
class AppointmentsOfToday implements ExpectedVisitors {
    private final Appointments appointments;
    private final BookingRules rules;
    private final InstantSource clock;

    AppointmentsOfToday(Appointments appointments, BookingRules rules, InstantSource clock) {
        this.appointments = appointments;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Optional<UUID> expected(String account, String regionCode) {
        var now = clock.instant();
        return appointments.expected(account, regionCode, now, now.plus(rules.checkInBefore()));
    }
}
