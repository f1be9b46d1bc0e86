package onestop.approval.partners;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the open tasks of a partner once more when every replica certainly knows it: what another replica did between the registration and
 * its own look at the register was told to nobody. A task that was told already comes with the same number again.
 */
@Component
class TellAgain {
    private static final Logger log = LoggerFactory.getLogger(TellAgain.class);

    private final PartnerUnits units;
    private final TellTasks tasks;
    private final InstantSource clock;
    private final Duration untilAllKnow;
    private final TransactionTemplate transaction;

    TellAgain(
            PartnerUnits units,
            TellTasks tasks,
            InstantSource clock,
            @Value("${onestop.approval.partners-refresh:15s}") Duration refresh,
            PlatformTransactionManager transactions) {
        this.units = units;
        this.tasks = tasks;
        this.clock = clock;
        this.untilAllKnow = refresh.multipliedBy(2).plusSeconds(15);
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            fixedDelayString = "${onestop.approval.partners-refresh:15s}",
            initialDelayString = "${onestop.approval.partners-refresh:15s}")
    void run() {
        try {
            transaction.executeWithoutResult(_ -> {
                var now = clock.instant();
                units.toBeToldAgain(now.minus(untilAllKnow), now).forEach(unit -> tasks.tellOpen(unit, now));
            });
        } catch (DataAccessException e) {
            log.warn("Open tasks of new partners are told again later: {}", e.toString());
        }
    }
}
