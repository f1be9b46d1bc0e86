package onestop.intake.application;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import onestop.intake.numbering.ReceiptNumber;

/** What is known here of the departments' work on a file. */
public interface DepartmentNews {

    Optional<FinishedFile> finished(ReceiptNumber number);

    /** Those of the cases on which nothing more is to be decided. */
    Set<String> closed(Collection<String> caseNumbers);

    /** Whether any case of the file has been decided. */
    boolean anyDecided(ReceiptNumber number);
}
