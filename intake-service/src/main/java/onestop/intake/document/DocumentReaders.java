package onestop.intake.document;

import java.util.function.Supplier;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import org.springframework.http.ResponseEntity;

/** Who may read the documents of a file; told by the feature that keeps files. */
public interface DocumentReaders {
    /** The answer for a caller who may read the file, otherwise the one that says why not. */
    ResponseEntity<?> forReader(Caller caller, ReceiptNumber file, Supplier<ResponseEntity<?>> then);
}
