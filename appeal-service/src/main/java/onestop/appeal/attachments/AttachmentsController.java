package onestop.appeal.attachments;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;
import onestop.appeal.attachments.Attachments.Attachment;
import onestop.appeal.attachments.ReceiveAttachment.Received;
import onestop.appeal.reading.AppealReader;
import onestop.appeal.reading.AppealReader.Standing;
import onestop.files.ContentStore;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.MaxBody;
import onestop.web.Page;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Attaching files to an appeal, and getting them back. The body of a request is the file as it is. */
@RestController
@RequestMapping("/api/appeal/appeals/{id}/attachments")
class AttachmentsController {
    private static final int LONGEST_NAME = 200;

    /** Letters, digits, marks, punctuation, symbols and spaces, but nothing that is part of a path or cannot be seen. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{M}\\p{P}\\p{S} &&[^/\\\\:*?\"<>|]]+");

    private final Attachments attachments;
    private final ReceiveAttachment receive;
    private final AppealReader reader;
    private final ContentStore store;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    AttachmentsController(
            Attachments attachments,
            ReceiveAttachment receive,
            AppealReader reader,
            ContentStore store,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.attachments = attachments;
        this.receive = receive;
        this.reader = reader;
        this.store = store;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    /** Two requests under one key are the same when appeal, name, content and readers are. */
    private record Sent(UUID appeal, String name, String checksum, boolean forUnit, boolean forJoined) {}

    /**
     * @param forUnit whether the unit reads what the office attaches, which is asked of confidential and anonymous appeals only:
     *     not unless the office says so, as it may be the applicant's own paper
     * @param forJoined whether those whose appeals are joined to this one have what the office or a unit attaches: not unless it says
     *     so, as it may tell who raised this one
     */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR})
    @MaxBody("10MB")
    @PostMapping
    ResponseEntity<?> attach(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean forUnit,
            @RequestParam(defaultValue = "false") boolean forJoined,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaders.CONTENT_DISPOSITION, required = false) @Nullable String disposition,
            HttpServletRequest request,
            Caller caller)
            throws IOException {
        var standing = reader.standing(id, caller).orElse(null);
        if (standing == null) {
            return noSuchAppeal();
        }
        if (standing.over()) {
            return problems.reply(HttpStatus.CONFLICT, "appeal-is-over");
        }
        if (standing.recused()) {
            return problems.reply(HttpStatus.FORBIDDEN, "recused");
        }
        if (key == null) {
            throw new InvalidFieldException("Idempotency-Key", "required");
        }
        var name = name(disposition);
        var received = receive.receive(name, request.getInputStream());
        var answer = idempotency.once(
                caller,
                key,
                new Sent(id, name, received.checksum(), forUnit, forJoined),
                () -> attach(id, name, received, forUnit, forJoined, standing, caller));
        // Another request of this key may have been first: then nothing names what was received here.
        if (attachments.names(received.place())) {
            receive.settled(received);
        } else {
            receive.forget(received);
        }
        return answer;
    }

    private ResponseEntity<?> attach(
            UUID appeal,
            String name,
            Received received,
            boolean forUnit,
            boolean forJoined,
            Standing standing,
            Caller caller) {
        var attachment = new Attachment(
                UUID.randomUUID(),
                received.place(),
                name,
                received.mediaType(),
                received.bytes(),
                received.checksum(),
                standing.staff(),
                standing.staff() && (forUnit || standing.unnamed() || !standing.reserved()),
                standing.staff() && forJoined,
                clock.instant());
        if (!attachments.insert(appeal, attachment, caller.subject())) {
            return problems.reply(HttpStatus.CONFLICT, "too-many-attachments", Attachments.MOST);
        }
        return ResponseEntity.created(URI.create("/api/appeal/appeals/" + appeal + "/attachments/" + attachment.id()))
                .body(AttachmentView.of(attachment));
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.HELPER,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping
    ResponseEntity<?> list(@PathVariable UUID id, Caller caller) {
        var standing = reader.standing(id, caller).orElse(null);
        return standing == null
                ? noSuchAppeal()
                : ResponseEntity.ok(new Page<>(
                        attachments.of(id).stream()
                                .filter(attachment -> mayRead(attachment, standing))
                                .map(AttachmentView::of)
                                .toList(),
                        null));
    }

    /** Saved, never shown in place: whatever is inside does not run with the rights of our pages. */
    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.HELPER,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping("/{attachmentId}")
    ResponseEntity<?> download(@PathVariable UUID id, @PathVariable UUID attachmentId, Caller caller)
            throws IOException {
        var standing = reader.standing(id, caller).orElse(null);
        if (standing == null) {
            return noSuchAppeal();
        }
        var found = attachments
                .find(id, attachmentId)
                .filter(attachment -> mayRead(attachment, standing))
                .orElse(null);
        if (found == null) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-attachment");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(found.mediaType()))
                .contentLength(found.bytes())
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(found.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(new InputStreamResource(store.open(found.place())));
    }

    /** What the applicant of a confidential or anonymous appeal attached would tell the unit who that is. */
    private static boolean mayRead(Attachment attachment, Standing standing) {
        return attachment.forUnit() || !standing.unnamed();
    }

    private ResponseEntity<?> noSuchAppeal() {
        return problems.reply(HttpStatus.NOT_FOUND, "no-such-appeal");
    }

    private static String name(@Nullable String disposition) {
        if (disposition == null || disposition.isBlank()) {
            throw new InvalidFieldException(HttpHeaders.CONTENT_DISPOSITION, "required");
        }
        var name = nameIn(disposition);
        var normal = name == null ? "" : Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        if (normal.startsWith(".")
                || normal.length() > LONGEST_NAME
                || !NAME.matcher(normal).matches()) {
            throw new InvalidFieldException(HttpHeaders.CONTENT_DISPOSITION, "file-name", LONGEST_NAME);
        }
        return normal;
    }

    private static @Nullable String nameIn(String disposition) {
        try {
            return ContentDisposition.parse(disposition).getFilename();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    record AttachmentView(
            UUID id,
            String name,
            String mediaType,
            long bytes,
            String checksum,
            boolean byOffice,
            boolean forUnit,
            boolean forJoined,
            Instant addedAt) {
        static AttachmentView of(Attachment attachment) {
            return new AttachmentView(
                    attachment.id(),
                    attachment.name(),
                    attachment.mediaType(),
                    attachment.bytes(),
                    attachment.checksum(),
                    attachment.byOffice(),
                    attachment.forUnit(),
                    attachment.forJoined(),
                    attachment.addedAt());
        }
    }
}
