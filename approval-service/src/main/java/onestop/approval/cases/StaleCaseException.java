package onestop.approval.cases;

import org.springframework.dao.OptimisticLockingFailureException;

/** Cases were changed by someone else between reading and writing, which the locks should have kept from happening. */
final class StaleCaseException extends OptimisticLockingFailureException {
    StaleCaseException(int count) {
        super("%d cases were changed by someone else".formatted(count));
    }
}
