package onestop.intake.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The documents of a file for those who may read it; for everybody else, whether a paper in hand is genuine. */
@RestController
@RequestMapping("/api/intake")
class DocumentController {
    private final IssuedDocuments documents;
    private final Documents pdfs;
    private final DocumentReaders readers;
    private final Problems problems;

    DocumentController(IssuedDocuments documents, Documents pdfs, DocumentReaders readers, Problems problems) {
        this.documents = documents;
        this.pdfs = pdfs;
        this.readers = readers;
        this.problems = problems;
    }

    record DocumentView(
            UUID id,
            String number,
            DocumentKind kind,
            String nameZh,
            String nameEn,
            LocalDate issuedOn,
            Instant issuedAt,
            @Nullable Instant endedAt) {
        static DocumentView of(IssuedDocument document) {
            return new DocumentView(
                    document.id(),
                    document.number(),
                    document.kind(),
                    document.kind().nameZh(),
                    document.kind().nameEn(),
                    document.issuedOn(),
                    document.issuedAt(),
                    document.endedAt());
        }
    }

    /** Nothing of what the document says, and nobody's name. */
    record VerificationView(
            String number,
            DocumentKind kind,
            String nameZh,
            String nameEn,
            LocalDate issuedOn,
            boolean inEffect,
            @Nullable Instant endedAt) {
        static VerificationView of(IssuedDocument document) {
            return new VerificationView(
                    document.number(),
                    document.kind(),
                    document.kind().nameZh(),
                    document.kind().nameEn(),
                    document.issuedOn(),
                    document.endedAt() == null,
                    document.endedAt());
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/applications/{number}/documents")
    ResponseEntity<?> list(
            Caller caller,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var file = new ReceiptNumber(number);
        long from = place(after);
        return readers.forReader(caller, file, () -> {
            var page = Page.of(documents.ofFile(file, from, limit.plusOne()), limit, last -> Cursor.of(last.entry()));
            return ResponseEntity.ok(
                    new Page<>(page.items().stream().map(DocumentView::of).toList(), page.next()));
        });
    }

    private static long place(@Nullable String after) {
        var place = Cursor.parts(after, 1);
        return place.isEmpty() ? 0 : Cursor.number(place.getFirst());
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/applications/{number}/documents/{id}")
    ResponseEntity<?> pdf(Caller caller, @PathVariable String number, @PathVariable UUID id) {
        var file = new ReceiptNumber(number);
        return readers.forReader(
                caller,
                file,
                () -> documents
                        .find(id)
                        .filter(paper -> file.equals(paper.receiptNumber()))
                        .<ResponseEntity<?>>map(pdfs::pdf)
                        .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-document", id)));
    }

    @Open
    @GetMapping("/document-verifications")
    ResponseEntity<?> verify(@RequestParam String number, @RequestParam String code) {
        return documents
                .verify(
                        number.strip(),
                        new VerificationCode(code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT)))
                .<ResponseEntity<?>>map(document ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(VerificationView.of(document)))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-verification"));
    }
}
