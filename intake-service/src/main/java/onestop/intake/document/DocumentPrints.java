package onestop.intake.document;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import onestop.documents.PdfRenderer;
import onestop.intake.document.IssuedDocuments.Printable;
import onestop.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Prints documents, and remembers prints for a while. Printing is work for the processor: few threads do it, a bounded
 * queue waits for them, and whoever comes to a full queue is asked to come again.
 */
@Component
class DocumentPrints {
    private static final Logger log = LoggerFactory.getLogger(DocumentPrints.class);

    private final IssuedDocuments documents;
    private final DocumentPages pages;
    private final PdfRenderer renderer;
    private final ThreadPoolExecutor printers;
    private final AsyncCache<UUID, byte[]> prints;
    private final long longestWaitSeconds;

    DocumentPrints(
            IssuedDocuments documents,
            DocumentPages pages,
            PdfRenderer renderer,
            @Value("${onestop.intake.documents.printing.threads}") int threads,
            @Value("${onestop.intake.documents.printing.queue}") int queue,
            @Value("${onestop.intake.documents.printing.longest-wait-seconds}") long longestWaitSeconds,
            @Value("${onestop.intake.documents.printing.remembered-bytes}") long rememberedBytes) {
        this.documents = documents;
        this.pages = pages;
        this.renderer = renderer;
        this.longestWaitSeconds = longestWaitSeconds;
        printers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofPlatform().name("printer-", 1).daemon().factory());
        prints = Caffeine.newBuilder()
                .maximumWeight(rememberedBytes)
                .weigher((UUID _, byte[] pdf) -> pdf.length)
                .buildAsync();
    }

    /** The PDF; of several who ask at once for the same one, one has it printed. */
    byte[] of(Printable paper) {
        var id = paper.document().id();
        try {
            return prints.get(id, (_, _) -> CompletableFuture.supplyAsync(() -> print(paper), printers))
                    .get(longestWaitSeconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            log.warn("Document {} was not printed in time: {}", id, e.getClass().getSimpleName());
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        } catch (ExecutionException e) {
            throw new IllegalStateException("document " + id + " cannot be printed", e.getCause());
        }
    }

    private byte[] print(Printable paper) {
        var document = paper.document();
        var pdf = renderer.render(
                pages.of(paper), document.kind().nameZh() + " " + document.number(), document.issuedAt());
        var checksum = sha256(pdf);
        if (!MessageDigest.isEqual(documents.keepChecksum(document.id(), checksum), checksum)) {
            log.warn("Document {} prints differently from the first time: library or font have changed", document.id());
        }
        return pdf;
    }

    private static byte[] sha256(byte[] pdf) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(pdf);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many documents wait for a printer. */
    int waiting() {
        return printers.getQueue().size();
    }

    @PreDestroy
    void close() {
        printers.shutdownNow();
    }
}
