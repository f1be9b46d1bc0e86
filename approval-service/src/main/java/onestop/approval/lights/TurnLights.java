package onestop.approval.lights;

import java.time.InstantSource;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns the lights that are due, the gravest first, in batches that commit with their events. Runs on every replica. */
@Component
class TurnLights {
    /** Lights of one transaction. */
    static final int BATCH = 1_000;

    /** Batches of one severity and run; what is left waits for the next run. */
    static final int MOST_BATCHES = 200;

    private static final List<Severity> GRAVEST_FIRST =
            List.of(Severity.BREACH, Severity.RED, Severity.YELLOW, Severity.STEP);

    private final Lights lights;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    TurnLights(
            Lights lights,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.lights = lights;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            fixedDelayString = "${onestop.approval.lights-every:10s}",
            initialDelayString = "${onestop.approval.lights-every:10s}")
    void run() {
        turn();
    }

    /** @return how many lights turned here */
    int turn() {
        int turned = 0;
        for (var severity : GRAVEST_FIRST) {
            for (int batches = 0; batches < MOST_BATCHES; batches++) {
                var batch = batch(severity);
                turned += batch.turned().size();
                if (batch.taken() < BATCH) {
                    break;
                }
            }
        }
        return turned;
    }

    private Lights.Batch batch(Severity severity) {
        var done = transaction.execute(_ -> {
            var now = clock.instant();
            var lit = LitOn.of(severity, OfficeTime.dateOf(now), calendars.current());
            var batch = lights.turn(severity, lit, BATCH, now);
            outbox.append(batch.turned().stream()
                    .map(light -> LightMessages.turned(light, now))
                    .toList());
            return batch;
        });
        return done == null ? new Lights.Batch(0, List.of()) : done;
    }
}
