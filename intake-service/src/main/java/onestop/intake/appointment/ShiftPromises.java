package onestop.intake.appointment;

import java.util.UUID;
import onestop.intake.shift.ShiftCommitments;
import org.springframework.stereotype.Component;

/** A shift that somebody has booked in is not cancelled. */
@Component
class ShiftPromises implements ShiftCommitments {
    private final Appointments appointments;

    ShiftPromises(Appointments appointments) {
        this.appointments = appointments;
    }

    @Override
    public boolean hasAny(UUID shiftId) {
        return appointments.hasAnyIn(shiftId);
    }
}
