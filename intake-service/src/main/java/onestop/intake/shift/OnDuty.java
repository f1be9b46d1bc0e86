package onestop.intake.shift;

import java.time.InstantSource;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** What other features may ask about shifts and duties. */
@Component
public class OnDuty {
    private final Duties duties;
    private final Shifts shifts;
    private final InstantSource clock;

    OnDuty(Duties duties, Shifts shifts, InstantSource clock) {
        this.duties = duties;
        this.shifts = shifts;
        this.clock = clock;
    }

    /** Whether the clerk has signed on at the window today and not off again. */
    public boolean sitsAt(String windowCode, String clerk) {
        return duties.isOnDuty(windowCode, clerk, SignOn.startOfDay(clock.instant()));
    }

    /** Whether the window is open at some time of the day. */
    public boolean opens(String windowCode, LocalDate on) {
        return shifts.opens(windowCode, on);
    }
}
