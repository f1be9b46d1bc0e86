package onestop.appeal.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import onestop.files.ContentStore;
import onestop.files.FileLook;
import onestop.files.FileLook.Found;
import onestop.files.FileSettings;
import onestop.files.FileType;
import onestop.files.PendingContents;
import onestop.files.VirusScanner;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** Receives a content, looks at it, has it scanned and keeps it. Outside any transaction: only then may a row name it. */
@Service
class ReceiveAttachment {
    private static final Logger log = LoggerFactory.getLogger(ReceiveAttachment.class);
    private static final int WAIT_SECONDS = 5;

    private final ContentStore store;
    private final VirusScanner scanner;
    private final PendingContents pending;
    private final Semaphore places;

    ReceiveAttachment(ContentStore store, VirusScanner scanner, PendingContents pending, FileSettings settings) {
        this.store = store;
        this.scanner = scanner;
        this.pending = pending;
        this.places = new Semaphore(settings.atOnce());
    }

    record Received(String place, String mediaType, long bytes, String checksum) {}

    Received receive(String name, InputStream body) throws IOException {
        enter();
        try {
            var file = Files.createTempFile(store.incoming(), "attachment-", ".part");
            try {
                return keep(file, name, body);
            } finally {
                Files.deleteIfExists(file);
            }
        } finally {
            places.release();
        }
    }

    /** A row names it now. */
    void settled(Received received) {
        pending.settled(received.place());
    }

    /** Takes back a content that no row came to name. */
    void forget(Received received) {
        try {
            store.delete(received.place());
            pending.settled(received.place());
        } catch (IOException e) {
            log.warn("A content that nothing names could not be removed: {}", e.toString());
        }
    }

    private void enter() {
        try {
            if (places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
    }

    private Received keep(Path file, String name, InputStream body) throws IOException {
        var digest = sha256();
        try (var out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            body.transferTo(out);
        }
        long bytes = Files.size(file);
        if (bytes == 0) {
            throw new InvalidFieldException("body", "empty-file");
        }
        var type = typeOf(file, name);
        scan(file);
        var checksum = HexFormat.of().formatHex(digest.digest());
        var place = checksum + "-" + UUID.randomUUID().toString().substring(0, 8);
        pending.announce(place);
        store.put(place, file);
        return new Received(place, type.mediaType(), bytes, checksum);
    }

    private static FileType typeOf(Path file, String name) throws IOException {
        return switch (FileLook.look(file)) {
            case Found.Accepted(var type) when type.fits(name) -> type;
            case Found.Accepted(var type) ->
                throw new InvalidFieldException(
                        "Content-Disposition", "file-name-ending", type.mediaType(), type.endings());
            case Found.Foreign(var mediaType) ->
                throw new ProblemException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "file-type-not-accepted", mediaType, FileType.accepted());
            case Found.Unsafe() -> throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "file-unsafe");
        };
    }

    /** What could not be scanned is not taken: nothing here waits in quarantine. */
    private void scan(Path file) {
        boolean clean;
        try (var content = Files.newInputStream(file)) {
            clean = scanner.isClean(content);
        } catch (IOException e) {
            log.warn("A content could not be scanned and is not taken: {}", e.toString());
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        }
        if (!clean) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "file-infected");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
