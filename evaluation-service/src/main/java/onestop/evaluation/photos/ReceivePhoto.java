package onestop.evaluation.photos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import onestop.files.Photo;
import onestop.files.VirusScanner;
import onestop.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** Takes a photograph in: looks what it is, scans it, makes it anew, stores it, and only then names it. */
@Service
public class ReceivePhoto {
    private static final Logger log = LoggerFactory.getLogger(ReceivePhoto.class);
    private static final int WAIT_SECONDS = 5;

    private final ContentStore store;
    private final VirusScanner scanner;
    private final PendingContents pending;
    private final Semaphore places;

    ReceivePhoto(ContentStore store, VirusScanner scanner, PendingContents pending, FileSettings settings) {
        this.store = store;
        this.scanner = scanner;
        this.pending = pending;
        this.places = new Semaphore(settings.atOnce());
    }

    /** False when the number has another photograph already. */
    public boolean receive(PhotoTable table, UUID owner, int number, InputStream body) throws IOException {
        enter();
        try {
            var received = Files.createTempFile(store.incoming(), "photo-", ".part");
            var cleaned = Files.createTempFile(store.incoming(), "photo-", ".clean");
            try {
                try (var out = Files.newOutputStream(received)) {
                    body.transferTo(out);
                }
                var photo = look(received);
                Files.write(cleaned, photo.bytes());
                var digest = HexFormat.of().formatHex(sha256().digest(photo.bytes()));
                pending.announce(digest);
                store.put(digest, cleaned);
                boolean named = table.insert(
                        owner, new StoredPhoto(number, digest, photo.type().mediaType(), photo.bytes().length));
                if (named) {
                    pending.settled(digest);
                }
                return named;
            } finally {
                Files.deleteIfExists(received);
                Files.deleteIfExists(cleaned);
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

    private Photo look(Path received) throws IOException {
        return switch (FileLook.look(received)) {
            case Found.Accepted(var type) when type == FileType.JPEG || type == FileType.PNG -> clean(received, type);
            case Found.Accepted(var type) -> throw notAPhoto(type.mediaType());
            case Found.Foreign(var mediaType) -> throw notAPhoto(mediaType);
            case Found.Unsafe() -> throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "photo-unsafe");
        };
    }

    private Photo clean(Path received, FileType type) throws IOException {
        try (var content = Files.newInputStream(received)) {
            if (!scanner.isClean(content)) {
                throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "photo-unsafe");
            }
        } catch (IOException e) {
            log.warn("A photograph could not be scanned and is not taken: {}", e.toString());
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        }
        return Photo.from(received, type)
                .orElseThrow(() -> new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "photo-unreadable"));
    }

    private static ProblemException notAPhoto(String mediaType) {
        return new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-a-photo", mediaType);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
