package onestop.evaluation.ratings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals at the start what an earlier version stored readable, a bounded batch at a time; replicas share the work. */
@Component
class SealGivers implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(SealGivers.class);
    private static final int BATCH = 500;

    private final Ratings ratings;
    private final TransactionTemplate transaction;

    SealGivers(Ratings ratings, TransactionTemplate transaction) {
        this.ratings = ratings;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long all = 0;
        int some;
        do {
            var sealed = transaction.execute(_ -> ratings.sealGivers(BATCH));
            some = sealed == null ? 0 : sealed;
            all += some;
        } while (some == BATCH);
        if (all > 0) {
            log.info("{} raters were sealed", all);
        }
    }
}
