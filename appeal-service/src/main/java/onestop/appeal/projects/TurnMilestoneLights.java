package onestop.appeal.projects;

import java.time.InstantSource;
import onestop.appeal.clocks.Shanghai;
import onestop.events.Outbox;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells that a milestone has turned yellow or red, once each, whether anybody looks or not; runs on every replica, in batches that
 * commit with their events. One that is red when it is first looked at has not been yellow for anybody.
 */
@Component
class TurnMilestoneLights {
    /** Milestones of one transaction. */
    static final int BATCH = 500;

    /** Batches of one run; what is left waits for the next one. */
    static final int MOST_BATCHES = 200;

    private final KeyProjects projects;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    TurnMilestoneLights(
            KeyProjects projects, Outbox outbox, InstantSource clock, PlatformTransactionManager transactions) {
        this.projects = projects;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.milestone-lights-every}",
            initialDelayString = "${onestop.appeal.milestone-lights-every}")
    void run() {
        turn();
    }

    /** @return how many lights have turned here */
    int turn() {
        int all = 0;
        for (int batches = 0; batches < MOST_BATCHES; batches++) {
            var turned = transaction.execute(_ -> {
                var now = clock.instant();
                var lights = projects.turn(Shanghai.dayOf(now), BATCH);
                outbox.append(lights.stream()
                        .map(light -> ProjectMessages.turned(light, now))
                        .toList());
                return lights.size();
            });
            all += turned == null ? 0 : turned;
            if (turned == null || turned < BATCH) {
                break;
            }
        }
        return all;
    }
}
