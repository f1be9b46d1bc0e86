package onestop.intake.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import onestop.files.ContentStore;
import onestop.files.FileSettings;
import onestop.files.FileLook;
import onestop.files.FileLook.Found;
import onestop.files.FileType;
import onestop.files.VirusScanner;
import onestop.intake.upload.FileTables.Content;
import onestop.intake.upload.StoredFile.State;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** Receives a content, looks at it and stores it. Only then may a file name it. */
@Service
class ReceiveFile {
    private static final Logger log = LoggerFactory.getLogger(ReceiveFile.class);

    /** From the announcement of a content to the file that names it; the store gives up long before. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final int BUFFER = 64 * 1024;
    private static final int WAIT_SECONDS = 5;

    private final ContentStore store;
    private final VirusScanner scanner;
    private final FileTables tables;
    private final InstantSource clock;
    private final Semaphore places;

    ReceiveFile(
            ContentStore store, VirusScanner scanner, FileTables tables, FileSettings settings, InstantSource clock) {
        this.store = store;
        this.scanner = scanner;
        this.tables = tables;
        this.clock = clock;
        this.places = new Semaphore(settings.atOnce());
    }

    /** What can be said of a content after it has been stored. */
    record Received(String checksum, long bytes, String mediaType, State state) {}

    /**
     * Reads a body to its end and stores it.
     *
     * @param digest what the sender says the checksum is, as in {@code Content-Digest}
     */
    Received receive(String name, @Nullable String digest, InputStream body) throws IOException {
        enter();
        try {
            var file = Files.createTempFile(store.incoming(), "upload-", ".part");
            try {
                return store(file, name, digest, body);
            } finally {
                Files.deleteIfExists(file);
            }
        } finally {
            places.release();
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

    private Received store(Path file, String name, @Nullable String digest, InputStream body) throws IOException {
        var checksum = write(file, body);
        long bytes = Files.size(file);
        if (bytes == 0) {
            throw new InvalidFieldException("body", "empty-file");
        }
        Digest.check(digest, checksum);
        var type = typeOf(file, name);
        var state = scan(file, checksum);
        var place = checksum + "-" + UUID.randomUUID().toString().substring(0, 8);
        var now = clock.instant();
        var announced =
                tables.announce(new Content(checksum, place, bytes, type.mediaType(), state), now, now.plus(KEPT));
        if (announced.state() == State.INFECTED) {
            throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "file-infected");
        }
        store.put(announced.place(), file);
        return new Received(checksum, bytes, announced.mediaType(), announced.state());
    }

    /** The checksum of what was written. */
    private static String write(Path file, InputStream body) throws IOException {
        var digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
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

    private State scan(Path file, String checksum) {
        try (var content = Files.newInputStream(file)) {
            if (scanner.isClean(content)) {
                return State.AVAILABLE;
            }
        } catch (IOException e) {
            log.warn("A content could not be scanned and stays in quarantine: {}", e.toString());
            return State.QUARANTINED;
        }
        log.warn("The scanner found content {} to be harmful; it is refused", checksum);
        // The same content may have come before the scanner knew better.
        tables.condemn(checksum);
        throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "file-infected");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
