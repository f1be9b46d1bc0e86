package onestop.intake.application;

import onestop.intake.numbering.ReceiptNumber;
import org.springframework.dao.OptimisticLockingFailureException;

/** Somebody else changed the file first. The row lock makes this rare; the version makes it safe. */
final class StaleFileException extends OptimisticLockingFailureException {
    StaleFileException(ReceiptNumber number) {
        super("file %s was changed by somebody else".formatted(number));
    }
}
