package onestop.approval.reductions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the list of what is not yet in the daily sums short, so that figures stay cheap to read. Any replica may do it. */
@Component
class FoldReductions {
    private static final Logger log = LoggerFactory.getLogger(FoldReductions.class);
    private static final int BATCH = 5_000;
    private static final int MOST_BATCHES = 20;

    private final ReductionRows rows;

    FoldReductions(ReductionRows rows) {
        this.rows = rows;
    }

    @Scheduled(fixedDelayString = "${onestop.approval.reductions.fold:2s}")
    void foldInTime() {
        try {
            for (int i = 0; i < MOST_BATCHES && rows.fold(BATCH) == BATCH; i++) {
                log.debug("More than {} counted files wait to be added up", BATCH);
            }
        } catch (DataAccessException e) {
            log.warn("Counted files were not added up, the figures stay right: {}", e.toString());
        }
    }
}
