package onestop.evaluation.rectification;

import java.time.InstantSource;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns the lights of open orders by time, each order once a day, in batches that commit with their events. Runs on every replica. */
@Component
class TurnLights {
    /** Orders of one transaction. */
    static final int BATCH = 500;

    /** Batches of one run; what is left waits for the next. */
    static final int MOST_BATCHES = 200;

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
            fixedDelayString = "${onestop.evaluation.lights-every:30s}",
            initialDelayString = "${onestop.evaluation.lights-every:30s}")
    void run() {
        turn();
    }

    /** @return how many lights turned here */
    int turn() {
        int turned = 0;
        for (int batches = 0; batches < MOST_BATCHES; batches++) {
            var done = transaction.execute(_ -> batch());
            if (done == null) {
                break;
            }
            turned += done.turned();
            if (done.taken() < BATCH) {
                break;
            }
        }
        return turned;
    }

    private record Done(int taken, int turned) {}

    private Done batch() {
        var now = CountyTime.now(clock);
        var orders = lights.take(CountyTime.dayOf(now), BATCH);
        var turned = lights.turn(orders, now, calendars.current());
        outbox.append(turned.stream().map(LightMessages::turned).toList());
        return new Done(orders.size(), turned.size());
    }
}
