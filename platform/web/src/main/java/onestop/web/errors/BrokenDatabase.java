package onestop.web.errors;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/** Tells failures of the database that pass by themselves from those that do not. */
final class BrokenDatabase {
    /**
     * SQL states worth another try: connection lost, rolled back by a deadlock or conflict, out of resources, lock not
     * available, shutting down or cancelled by a time limit, read-only during a failover.
     */
    private static final List<String> PASSING = List.of("08", "40", "53", "55P03", "57", "25006");

    static boolean willRecover(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionTimedOutException
                    // the connection broke so early that even the rollback could not be sent
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() instanceof String state
                    && PASSING.stream().anyMatch(state::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** A character that has no place in the database's encoding: what was sent is wrong, not the database. */
    static boolean refusedACharacter(Throwable failure) {
        return hasState(failure, "22021");
    }

    /** A date, time or number larger or smaller than its column or the type can hold. */
    static boolean refusedAsOutOfRange(Throwable failure) {
        return hasState(failure, "22003") || hasState(failure, "22008");
    }

    private static boolean hasState(Throwable failure, String state) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private BrokenDatabase() {}
}
