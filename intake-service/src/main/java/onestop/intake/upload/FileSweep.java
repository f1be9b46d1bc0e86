package onestop.intake.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import onestop.files.ContentStore;
import onestop.files.VirusScanner;
import onestop.intake.upload.FileTables.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes what nobody uses, and scans again what could not be scanned. A bounded part each run; replicas may run it at the
 * same time, each takes other rows.
 */
@Component
class FileSweep {
    private static final Logger log = LoggerFactory.getLogger(FileSweep.class);
    private static final int MOST_FILES = 500;
    private static final int MOST_CONTENTS = 500;
    private static final int MOST_SCANS = 50;
    private static final int MOST_PARTS = 1_000;
    /** No upload takes so long. */
    private static final Duration ABANDONED = Duration.ofHours(6);

    private static final String FIRST = HexFormat.of().formatHex(new byte[32]);

    private final FileTables tables;
    private final ContentStore store;
    private final VirusScanner scanner;
    private final TransactionOperations transaction;
    private final Duration unusedAfter;
    private final InstantSource clock;

    FileSweep(
            FileTables tables,
            ContentStore store,
            VirusScanner scanner,
            TransactionOperations transaction,
            @Value("${onestop.intake.files.unused-after}") Duration unusedAfter,
            InstantSource clock) {
        this.tables = tables;
        this.store = store;
        this.scanner = scanner;
        this.transaction = transaction;
        this.unusedAfter = unusedAfter;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.files.sweep-interval}",
            initialDelayString = "${onestop.intake.files.sweep-interval}")
    void run() {
        var now = clock.instant();
        removeUnused(now);
        scanAgain();
        removeParts(now);
    }

    /** Files that were never used, then the contents that no file names any more. */
    int removeUnused(Instant now) {
        tables.removeUnused(now.minus(unusedAfter), now, MOST_FILES);
        int removed = 0;
        for (int i = 0; i < MOST_CONTENTS; i++) {
            try {
                var step = transaction.execute(_ -> removeOne(now));
                if (step == Step.NOTHING_LEFT) {
                    break;
                }
                removed += step == Step.REMOVED ? 1 : 0;
            } catch (UncheckedIOException e) {
                log.warn("A content could not be removed; it is tried again in the next run", e);
                break;
            }
        }
        return removed;
    }

    private enum Step {
        REMOVED,
        KEPT,
        NOTHING_LEFT
    }

    /** The content goes while its row is locked: whoever sends the same content waits, and stores it anew. */
    private Step removeOne(Instant now) {
        var removable = tables.lockRemovable(now).orElse(null);
        if (removable == null) {
            return Step.NOTHING_LEFT;
        }
        if (removable.named()) {
            tables.keep(removable.content().checksum());
            return Step.KEPT;
        }
        delete(removable.content().place());
        tables.remove(removable.content().checksum());
        return Step.REMOVED;
    }

    private void delete(String place) {
        try {
            store.delete(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What waits in quarantine since the scanner did not answer. */
    void scanAgain() {
        var waiting = tables.quarantined(FIRST, MOST_SCANS);
        for (var content : waiting) {
            try {
                scan(content);
            } catch (IOException e) {
                log.warn("{} contents stay in quarantine: {}", waiting.size(), e.toString());
                return;
            }
        }
    }

    private void scan(Content content) throws IOException {
        boolean clean;
        try (var opened = store.open(content.place())) {
            clean = scanner.isClean(opened);
        }
        if (clean) {
            tables.release(content.checksum());
        } else {
            log.warn("The scanner found content {} to be harmful; nobody can read it", content.checksum());
            tables.condemn(content.checksum());
            store.delete(content.place());
        }
    }

    /** What a broken-off upload or a stopped service has left. */
    private void removeParts(Instant now) {
        var before = now.minus(ABANDONED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(store.incoming(), "upload-*.part")) {
            int looked = 0;
            for (var part : parts) {
                if (++looked > MOST_PARTS) {
                    break;
                }
                if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            log.warn("Parts of uploads could not be removed; they are looked at again in the next run", e);
        }
    }
}
