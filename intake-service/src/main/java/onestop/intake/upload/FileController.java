package onestop.intake.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import onestop.files.ContentStore;
import onestop.intake.upload.ReceiveFile.Received;
import onestop.intake.upload.StoredFile.State;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.MaxBody;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sending files, and getting them back. The body of a request is the file as it is. */
@RestController
@RequestMapping("/api/intake/files")
class FileController {
    private final ReceiveFile receive;
    private final FileTables tables;
    private final FileReaders readers;
    private final ContentStore store;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    FileController(
            ReceiveFile receive,
            FileTables tables,
            FileReaders readers,
            ContentStore store,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.receive = receive;
        this.tables = tables;
        this.readers = readers;
        this.store = store;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    /** What is answered about a file. */
    record FileView(
            UUID id, String name, String mediaType, long bytes, String checksum, State state, Instant uploadedAt) {

        static FileView of(StoredFile file) {
            return new FileView(
                    file.id(),
                    file.name(),
                    file.mediaType(),
                    file.bytes(),
                    file.checksum(),
                    file.state(),
                    file.uploadedAt());
        }
    }

    /** Two requests under one key are the same when name and content are. */
    private record Sent(String name, String checksum) {}

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.HELPER,
        Role.WINDOW,
        Role.ISSUER,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.UNIT_MANAGER
    })
    @MaxBody("20MB")
    @PostMapping
    ResponseEntity<?> upload(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.CONTENT_DISPOSITION, required = false) @Nullable String disposition,
            @RequestHeader(name = Digest.HEADER, required = false) @Nullable String digest,
            HttpServletRequest request)
            throws IOException {
        var contentType = request.getContentType();
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new ProblemException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "media-type-not-supported",
                    MediaType.APPLICATION_OCTET_STREAM_VALUE);
        }
        var name = FileName.of(disposition);
        var received = receive.receive(name, digest, request.getInputStream());
        return idempotency.once(caller, key, new Sent(name, received.checksum()), () -> name(caller, name, received));
    }

    private ResponseEntity<?> name(Caller caller, String name, Received received) {
        var file = new StoredFile(
                UUID.randomUUID(),
                name,
                received.mediaType(),
                received.bytes(),
                received.checksum(),
                received.state(),
                caller.subject(),
                clock.instant());
        if (!tables.insert(file.id(), file.checksum(), name, file.uploadedBy(), file.uploadedAt())) {
            throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable");
        }
        return ResponseEntity.created(URI.create("/api/intake/files/" + file.id()))
                .header(Digest.HEADER, Digest.header(file.checksum()))
                .body(FileView.of(file));
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.HELPER,
        Role.WINDOW,
        Role.ISSUER,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.UNIT_MANAGER,
        Role.AUDITOR
    })
    @GetMapping("/{id}")
    ResponseEntity<?> find(Caller caller, @PathVariable UUID id) {
        return tables.find(id)
                .filter(file -> readers.mayRead(caller, file))
                .<ResponseEntity<?>>map(file -> ResponseEntity.ok(FileView.of(file)))
                .orElseGet(() -> unknown(id));
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.HELPER,
        Role.WINDOW,
        Role.ISSUER,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.UNIT_MANAGER,
        Role.AUDITOR
    })
    @GetMapping("/{id}/content")
    ResponseEntity<?> download(Caller caller, @PathVariable UUID id) throws IOException {
        var file =
                tables.find(id).filter(found -> readers.mayRead(caller, found)).orElse(null);
        if (file == null) {
            return unknown(id);
        }
        return switch (file.state()) {
            case QUARANTINED -> problems.reply(HttpStatus.CONFLICT, "file-in-quarantine");
            case INFECTED -> problems.reply(HttpStatus.GONE, "file-was-infected");
            case AVAILABLE -> content(file);
        };
    }

    /** Saved, never shown in place: whatever is inside does not run with the rights of our pages. */
    private ResponseEntity<?> content(StoredFile file) throws IOException {
        var content = store.open(tables.contentOf(file.id()).place());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .contentLength(file.bytes())
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(Digest.HEADER, Digest.header(file.checksum()))
                .body(new InputStreamResource(content));
    }

    private ResponseEntity<?> unknown(UUID id) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-file", id);
    }
}
