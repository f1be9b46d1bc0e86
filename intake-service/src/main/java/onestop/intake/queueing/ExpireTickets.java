package onestop.intake.queueing;

import java.time.InstantSource;
import onestop.intake.calendar.ServiceHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends the tickets that the day has ended before. */
@Component
class ExpireTickets {
    private static final Logger log = LoggerFactory.getLogger(ExpireTickets.class);
    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 20;

    private final Tickets tickets;
    private final InstantSource clock;

    ExpireTickets(Tickets tickets, InstantSource clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.queue.expiry}",
            initialDelayString = "${onestop.intake.queue.expiry}")
    void run() {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        int ended = 0;
        int batch = BATCH;
        for (int i = 0; i < MOST_BATCHES && batch == BATCH; i++) {
            batch = tickets.expire(today, now, BATCH);
            ended += batch;
        }
        if (ended > 0) {
            log.info("Ended {} tickets of earlier days", ended);
        }
    }
}
