package onestop.approval.figures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the list of what is not in the sums yet short, and counts what was decided before there were figures. Any replica may do it. */
@Component
class FoldFigures {
    private static final Logger log = LoggerFactory.getLogger(FoldFigures.class);
    private static final int BATCH = 5_000;
    private static final int BACKLOG_BATCH = 500;
    private static final int MOST_BATCHES = 20;

    private final FigureRows rows;
    private final CountCases cases;
    private final TransactionTemplate transaction;

    FoldFigures(FigureRows rows, CountCases cases, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.cases = cases;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelayString = "${onestop.approval.figures.fold}")
    void foldInTime() {
        try {
            for (int i = 0; i < MOST_BATCHES && countBacklog() == BACKLOG_BATCH; i++) {
                log.debug("More than {} cases decided earlier wait to be counted", BACKLOG_BATCH);
            }
            for (int i = 0; i < MOST_BATCHES && rows.fold(BATCH) == BATCH; i++) {
                log.debug("More than {} noted cases wait to be added up", BATCH);
            }
        } catch (DataAccessException e) {
            log.warn("Figures were not added up, they stay right: {}", e.toString());
        }
    }

    /** @return how many were counted */
    int countBacklog() {
        var counted = transaction.execute(_ -> {
            var taken = rows.takeBacklog(BACKLOG_BATCH);
            if (!taken.isEmpty()) {
                cases.count(taken.keySet(), taken.values());
            }
            return taken.size();
        });
        return counted == null ? 0 : counted;
    }
}
