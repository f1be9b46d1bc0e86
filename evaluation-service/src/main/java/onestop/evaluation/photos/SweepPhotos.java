package onestop.evaluation.photos;

import java.time.InstantSource;
import onestop.files.PendingContents;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes photographs whose receipt ended before anything named them. */
@Component
class SweepPhotos {
    private final PendingContents pending;
    private final InstantSource clock;

    SweepPhotos(PendingContents pending, InstantSource clock) {
        this.pending = pending;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.files.sweep-interval}",
            initialDelayString = "${onestop.evaluation.files.sweep-interval}")
    void run() {
        pending.sweep(clock.instant());
    }
}
