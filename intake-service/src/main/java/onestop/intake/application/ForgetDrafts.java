package onestop.intake.application;

import java.time.InstantSource;
import onestop.intake.calendar.ServiceHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drafts nobody has touched for long are not kept. */
@Component
class ForgetDrafts {
    private static final Logger log = LoggerFactory.getLogger(ForgetDrafts.class);
    private static final int AT_ONCE = 500;

    private final Drafts drafts;
    private final InstantSource clock;
    private final int mostInOneRun;

    ForgetDrafts(
            Drafts drafts, InstantSource clock, @Value("${onestop.intake.draft.most-in-one-run}") int mostInOneRun) {
        this.drafts = drafts;
        this.clock = clock;
        this.mostInOneRun = mostInOneRun;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.draft.forget-interval}",
            initialDelayString = "${onestop.intake.draft.forget-interval}")
    void run() {
        var today = ServiceHours.dateOf(clock.instant());
        int forgotten = 0;
        int last;
        do {
            last = drafts.deleteExpired(today, Math.min(AT_ONCE, mostInOneRun - forgotten));
            forgotten += last;
        } while (last > 0 && forgotten < mostInOneRun);
        if (forgotten > 0) {
            log.info("{} drafts are over and forgotten", forgotten);
        }
    }
}
