package onestop.appeal.attachments;

import java.time.InstantSource;
import onestop.files.PendingContents;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes contents whose receipt ended before an attachment named them. */
@Component
class SweepAttachments {
    private final PendingContents pending;
    private final InstantSource clock;

    SweepAttachments(PendingContents pending, InstantSource clock) {
        this.pending = pending;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.files.sweep-interval}",
            initialDelayString = "${onestop.appeal.files.sweep-interval}")
    void run() {
        pending.sweep(clock.instant());
    }
}
