package onestop.evaluation.improvement;

import java.time.InstantSource;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.Outbox;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells of each improvement that is not done by its day, once, on the day after it. Runs on every replica. */
@Component
class TellOverdue {
    /** Improvements of one run; what is left waits for the next. */
    private static final int MOST = 500;

    private final Improvements improvements;
    private final Outbox outbox;
    private final InstantSource clock;

    TellOverdue(Improvements improvements, Outbox outbox, InstantSource clock) {
        this.improvements = improvements;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.lights-every:30s}",
            initialDelayString = "${onestop.evaluation.lights-every:30s}")
    @Transactional
    public void run() {
        var now = CountyTime.now(clock);
        outbox.append(improvements.takeOverdue(now, MOST).stream()
                .map(improvement -> ImprovementMessages.overdue(improvement, now))
                .toList());
    }
}
