package onestop.intake.shift;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.shift.Duties.Duty;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A clerk sits down at a window and leaves it again. One clerk a window, one window a clerk. */
@Service
class SignOn {
    private final Duties duties;
    private final InstantSource clock;

    SignOn(Duties duties, InstantSource clock) {
        this.duties = duties;
        this.clock = clock;
    }

    sealed interface Outcome {
        record On(Duty duty) implements Outcome {}

        record WindowTaken(Duty by) implements Outcome {}

        record Elsewhere(Duty duty) implements Outcome {}
    }

    /** To sign on once more at the same window changes nothing. */
    @Transactional
    Outcome signOn(String windowCode, String clerk) {
        var now = clock.instant();
        duties.endForgotten(windowCode, clerk, startOfDay(now));
        boolean signedOn = duties.signOn(UUID.randomUUID(), windowCode, clerk, now);
        var running = duties.running(windowCode, clerk);
        var mine = running.stream()
                .filter(duty ->
                        duty.windowCode().equals(windowCode) && duty.clerk().equals(clerk))
                .findFirst();
        if (mine.isPresent()) {
            return new Outcome.On(mine.get());
        }
        if (signedOn || running.isEmpty()) {
            throw new IllegalStateException("a duty vanished between two statements; signing on again helps");
        }
        return running.stream()
                .filter(duty -> duty.clerk().equals(clerk))
                .findFirst()
                .<Outcome>map(Outcome.Elsewhere::new)
                .orElseGet(() -> new Outcome.WindowTaken(running.getFirst()));
    }

    Optional<Duty> signOff(String windowCode, String clerk) {
        return duties.signOff(windowCode, clerk, clock.instant());
    }

    static Instant startOfDay(Instant now) {
        return ServiceHours.dateOf(now).atStartOfDay(ServiceHours.ZONE).toInstant();
    }
}
