package onestop.approval.printing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import onestop.documents.PdfRenderer;
import onestop.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Pages to PDF, a bounded number at once. */
@Component
public class Prints {
    private static final Logger log = LoggerFactory.getLogger(Prints.class);

    private final PdfRenderer renderer = new PdfRenderer();
    private final Semaphore printers;
    private final long longestWaitSeconds;

    Prints(
            @Value("${onestop.approval.printing.at-once}") int atOnce,
            @Value("${onestop.approval.printing.longest-wait-seconds}") long longestWaitSeconds) {
        this.printers = new Semaphore(atOnce, true);
        this.longestWaitSeconds = longestWaitSeconds;
    }

    /**
     * The document as a file to save or show. No database connection may be held meanwhile.
     *
     * @param title also the name of the file
     * @param at the time the document carries as its own
     * @param keepChecksum takes the checksum of this print and gives that of the first one, which is kept
     * @throws ProblemException 503 when too many others print
     */
    public ResponseEntity<?> reply(
            String title, Instant at, Supplier<String> page, UnaryOperator<byte[]> keepChecksum) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("printing takes too long for a transaction");
        }
        var pdf = print(title, at, page);
        var checksum = sha256(pdf);
        if (!MessageDigest.isEqual(keepChecksum.apply(checksum), checksum)) {
            log.warn("{} prints differently from the first time: library or font have changed", title);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(title + ".pdf", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .cacheControl(CacheControl.noStore())
                .body(pdf);
    }

    private byte[] print(String title, Instant at, Supplier<String> page) {
        try {
            if (!printers.tryAcquire(longestWaitSeconds, TimeUnit.SECONDS)) {
                log.warn("{} was not printed in time", title);
                throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        }
        try {
            return renderer.render(page.get(), title, at);
        } finally {
            printers.release();
        }
    }

    private static byte[] sha256(byte[] pdf) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(pdf);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
