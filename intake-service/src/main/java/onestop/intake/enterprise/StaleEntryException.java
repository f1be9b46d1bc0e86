package onestop.intake.enterprise;

import org.springframework.dao.OptimisticLockingFailureException;

/** Somebody else changed an entry of the registry, or registered the same code, at the same moment. */
final class StaleEntryException extends OptimisticLockingFailureException {
    private static final long serialVersionUID = 1L;

    StaleEntryException() {
        super("an entry of the registry was changed by somebody else");
    }
}
