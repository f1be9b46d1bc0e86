package onestop.approval.figures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the list of what is not in the sums yet short, and the one of cases that are decided but not counted. Any replica may do it. */
@Component
class FoldFigures {
    private static final Logger log = LoggerFactory.getLogger(FoldFigures.class);
    private static final int BATCH = 5_000;
    private static final int MOST_BATCHES = 20;

    private final FigureRows rows;
    private final CountCases cases;

    FoldFigures(FigureRows rows, CountCases cases) {
        this.rows = rows;
        this.cases = cases;
    }

    @Scheduled(fixedDelayString = "${onestop.approval.figures.fold}")
    void foldInTime() {
        try {
            for (int i = 0; i < MOST_BATCHES && cases.countSome() == CountCases.BATCH; i++) {
                log.debug("More than {} decided cases wait to be counted", CountCases.BATCH);
            }
            for (int i = 0; i < MOST_BATCHES && rows.fold(BATCH) == BATCH; i++) {
                log.debug("More than {} noted cases wait to be added up", BATCH);
            }
        } catch (DataAccessException e) {
            log.warn("Figures were not added up, they stay right: {}", e.toString());
        }
    }
}
