package onestop.intake.application;

import java.util.Optional;
import onestop.intake.numbering.ReceiptNumber;

/** What is known here of the departments' work on a file. */
public interface DepartmentNews {

    Optional<FinishedFile> finished(ReceiptNumber number);

    /** Whether any case of the file has been decided. */
    boolean anyDecided(ReceiptNumber number);
}
