package onestop.appeal.batches;

import java.util.function.IntFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what is due, a batch a transaction, until there is no more or the run is long enough. */
@Component
public class Batches {
    /** Rows of one transaction. */
    public static final int BATCH = 500;

    /** Batches of one run; what is left waits for the next one. */
    static final int MOST_BATCHES = 200;

    private final TransactionTemplate transaction;

    Batches(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a batch came to.
     *
     * @param taken how many rows were due; fewer than a batch were the last
     * @param done what came of them
     */
    public record Batch(int taken, int done) {}

    /**
     * @param work takes at most so many rows as it is told, in a transaction of its own
     * @return what all batches came to
     */
    public int run(IntFunction<Batch> work) {
        int done = 0;
        for (int batches = 0; batches < MOST_BATCHES; batches++) {
            var batch = transaction.execute(_ -> work.apply(BATCH));
            if (batch == null) {
                break;
            }
            done += batch.done();
            if (batch.taken() < BATCH) {
                break;
            }
        }
        return done;
    }
}
