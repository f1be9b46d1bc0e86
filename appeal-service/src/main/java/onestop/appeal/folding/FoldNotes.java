package onestop.appeal.folding;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes up sums of all {@link Notes}, so that whoever reads finds few of them. */
@Service
public class FoldNotes {
    private static final Logger log = LoggerFactory.getLogger(FoldNotes.class);

    private final List<Notes> all;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FoldNotes(List<Notes> all, JdbcClient jdbc, TransactionTemplate transaction) {
        this.all = all;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.notes-folded-every}",
            initialDelayString = "${onestop.appeal.notes-folded-every}")
    public void run() {
        for (var notes : all) {
            try {
                while (Boolean.TRUE.equals(transaction.execute(_ -> mine(notes) && notes.fold() == Notes.MOST))) {
                    log.debug("more than {} notes were waiting", Notes.MOST);
                }
            } catch (DataAccessException e) {
                log.warn("notes could not be folded and are read one by one until the next run", e);
            }
        }
    }

    /** In a statement before the one that folds: what that one sees was there after nobody else was at it. */
    private boolean mine(Notes notes) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .param("lock", notes.lock())
                .query(Boolean.class)
                .single();
    }
}
