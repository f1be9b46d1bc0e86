package onestop.evaluation.partners;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import onestop.evaluation.calendar.CountyTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes follow-ups that came too early once their time has come, each looked at once a run; what has waited too long becomes a
 * dead letter. Runs on every replica.
 */
@Component
class TakeUpFollowUps {
    private static final Logger log = LoggerFactory.getLogger(TakeUpFollowUps.class);

    /** Follow-ups of one transaction. */
    private static final int BATCH = 500;

    /** Batches of one run; what is left waits for the next. */
    private static final int MOST_BATCHES = 20;

    private final WaitingFollowUps waiting;
    private final LaterWords laterWords;
    private final RatingsFromPartners ratings;
    private final Counter givenUp;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    TakeUpFollowUps(
            WaitingFollowUps waiting,
            LaterWords laterWords,
            RatingsFromPartners ratings,
            InstantSource clock,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.waiting = waiting;
        this.laterWords = laterWords;
        this.ratings = ratings;
        this.givenUp = Counter.builder("onestop.evaluation.partners.follow.ups.given.up")
                .description("Follow-ups of other systems that have waited in vain and became dead letters")
                .register(meters);
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.follow-ups-every:1m}",
            initialDelayString = "${onestop.evaluation.follow-ups-every:1m}")
    void run() {
        var since = CountyTime.now(clock);
        inBatches(() -> batch(since));
        inBatches(this::giveUp);
    }

    private void inBatches(Supplier<Integer> batch) {
        for (int batches = 0; batches < MOST_BATCHES; batches++) {
            var taken = transaction.execute(_ -> batch.get());
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

    /** After a last look. */
    private int giveUp() {
        var now = CountyTime.now(clock);
        var some = waiting.expired(now, BATCH);
        if (some.isEmpty()) {
            return 0;
        }
        var settled = Set.copyOf(laterWords.takeUp(some, now));
        var inVain = some.stream().filter(one -> !settled.contains(one.key())).toList();
        ratings.givenUp(inVain, now);
        waiting.settled(some.stream().map(PartnerRating::key).toList());
        if (!inVain.isEmpty()) {
            givenUp.increment(inVain.size());
            log.warn("{} follow-ups of other systems have waited in vain and became dead letters", inVain.size());
        }
        return some.size();
    }
}
