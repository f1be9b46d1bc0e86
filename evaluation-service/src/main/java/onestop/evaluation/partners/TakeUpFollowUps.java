package onestop.evaluation.partners;

import java.time.Instant;
import java.time.InstantSource;
import onestop.evaluation.calendar.CountyTime;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes follow-ups that came too early once their time has come, each looked at once a run. Runs on every replica. */
@Component
class TakeUpFollowUps {
    /** Follow-ups of one transaction. */
    private static final int BATCH = 500;

    /** Batches of one run; what is left waits for the next. */
    private static final int MOST_BATCHES = 20;

    private final WaitingFollowUps waiting;
    private final LaterWords laterWords;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    TakeUpFollowUps(
            WaitingFollowUps waiting,
            LaterWords laterWords,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.waiting = waiting;
        this.laterWords = laterWords;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.follow-ups-every:1m}",
            initialDelayString = "${onestop.evaluation.follow-ups-every:1m}")
    void run() {
        var since = CountyTime.now(clock);
        for (int batches = 0; batches < MOST_BATCHES; batches++) {
            var taken = transaction.execute(_ -> batch(since));
            if (taken == null || taken < BATCH) {
                break;
            }
        }
    }

    private int batch(Instant since) {
        var now = CountyTime.now(clock);
        var some = waiting.take(since, now, BATCH);
        waiting.settled(laterWords.takeUp(some, now));
        return some.size();
    }
}
