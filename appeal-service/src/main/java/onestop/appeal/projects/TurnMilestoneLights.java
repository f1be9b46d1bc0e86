package onestop.appeal.projects;

import java.time.InstantSource;
import onestop.appeal.batches.Batches;
import onestop.appeal.batches.Batches.Batch;
import onestop.appeal.clocks.Shanghai;
import onestop.events.Outbox;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells that a milestone has turned yellow or red, once each, whether anybody looks or not; runs on every replica, in batches that
 * commit with their events. One that is red when it is first looked at has not been yellow for anybody.
 */
@Component
class TurnMilestoneLights {
    private final KeyProjects projects;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Batches batches;

    TurnMilestoneLights(KeyProjects projects, Outbox outbox, InstantSource clock, Batches batches) {
        this.projects = projects;
        this.outbox = outbox;
        this.clock = clock;
        this.batches = batches;
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.milestone-lights-every}",
            initialDelayString = "${onestop.appeal.milestone-lights-every}")
    void run() {
        turn();
    }

    /** @return how many lights have turned here */
    int turn() {
        return batches.run(most -> {
            var now = clock.instant();
            var lights = projects.turn(Shanghai.dayOf(now), most);
            outbox.append(lights.stream()
                    .map(light -> ProjectMessages.turned(light, now))
                    .toList());
            return new Batch(lights.size(), lights.size());
        });
    }
}
