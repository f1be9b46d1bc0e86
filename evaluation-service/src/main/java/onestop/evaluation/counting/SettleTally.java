package onestop.evaluation.counting;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.SettledTally.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds up what was rated before a day, up to today, behind what comes in: step by step, each in a transaction of its own.
 * Where ratings are being counted all the time it tries again later. Runs on every replica; one adds up at a time.
 */
@Component
@EnableConfigurationProperties(SettleTally.Settings.class)
class SettleTally {
    private static final Logger log = LoggerFactory.getLogger(SettleTally.class);

    private static final int MOST_TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final SettledTally settled;
    private final Settings settings;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    /** @param quiet how long no rating of a settled day must have come in or stopped to count before it is added up anew */
    @ConfigurationProperties("onestop.evaluation.settling")
    record Settings(Duration quiet) {}

    SettleTally(SettledTally settled, Settings settings, InstantSource clock, TransactionTemplate transaction) {
        this.settled = settled;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(
            fixedDelayString = "${onestop.evaluation.settling.interval}",
            initialDelayString = "${onestop.evaluation.settling.interval}")
    void run() {
        int steps = 0;
        for (int tries = 0; tries < MOST_TRIES; ) {
            switch (requireNonNull(transaction.execute(_ -> next()))) {
                case ADDED -> steps++;
                case BUSY -> {
                    tries++;
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
                case NOTHING_TO_ADD -> tries = MOST_TRIES;
            }
        }
        if (steps > 1) {
            log.info("what was rated before a day is added up {} steps further", steps);
        }
    }

    private Outcome next() {
        return settled.addUp(CountyTime.dayOf(CountyTime.now(clock)), settings.quiet());
    }
}
