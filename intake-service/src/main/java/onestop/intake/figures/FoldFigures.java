package onestop.intake.figures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Folds what the acts have noted into sums by day. One replica at a time; what is not folded yet is counted all the same. */
@Component
class FoldFigures {
    private static final Logger log = LoggerFactory.getLogger(FoldFigures.class);

    private static final int MOST_RUNS = 20;

    private final JdbcClient jdbc;
    private final int mostInOneRun;

    FoldFigures(JdbcClient jdbc, @Value("${onestop.intake.figures.most-in-one-run}") int mostInOneRun) {
        this.jdbc = jdbc;
        this.mostInOneRun = mostInOneRun;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.figures.interval}",
            initialDelayString = "${onestop.intake.figures.interval}")
    void run() {
        try {
            for (int i = 0; i < MOST_RUNS && fold() == mostInOneRun; i++) {
                log.debug("More than {} changes of figures wait to be folded", mostInOneRun);
            }
        } catch (DataAccessException e) {
            log.warn("Figures could not be folded; they are counted from the single changes until the next run", e);
        }
    }

    private long fold() {
        return jdbc.sql("SELECT figure_fold(:most)")
                .param("most", mostInOneRun)
                .query(Long.class)
                .single();
    }
}
