package onestop.appeal.appeals;

import org.springframework.dao.OptimisticLockingFailureException;

/** Someone changed the appeal although it was locked: a second line of defence that is not expected to be reached. */
final class StaleAppealException extends OptimisticLockingFailureException {
    StaleAppealException(AppealId id) {
        super("appeal %s was changed by someone else".formatted(id.value()));
    }
}
