package onestop.approval.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.printing.Prints;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Letters for those they are addressed to, and for the staff who may read the case. */
@RestController
class LetterController {
    private final Letters letters;
    private final LetterPages pages;
    private final Prints prints;
    private final Problems problems;

    LetterController(Letters letters, LetterPages pages, Prints prints, Problems problems) {
        this.letters = letters;
        this.pages = pages;
        this.prints = prints;
        this.problems = problems;
    }

    record LetterView(
            UUID id,
            String number,
            LetterKind kind,
            String nameZh,
            String nameEn,
            String caseNumber,
            String receiptNumber,
            String unit,
            String subjectUsci,
            LocalDate issuedOn,
            OffsetDateTime issuedAt) {

        static LetterView of(Letter letter) {
            return new LetterView(
                    letter.id(),
                    letter.number(),
                    letter.kind(),
                    letter.kind().nameZh(),
                    letter.kind().nameEn(),
                    letter.caseNumber(),
                    letter.receiptNumber(),
                    letter.unit(),
                    letter.subjectUsci(),
                    letter.issuedOn(),
                    OfficeTime.at(letter.issuedAt()));
        }
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/cases/{caseNumber}/letters")
    ResponseEntity<?> ofCase(
            @PathVariable String caseNumber,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var found = letters.ofCase(caseNumber, place(after).orElse(0L), limit.plusOne())
                .filter(one -> one.by(caller));
        return found.isPresent()
                ? ResponseEntity.ok(page(found.get().what(), limit))
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-case");
    }

    @Allowed({Role.APPLICANT, Role.AGENT})
    @GetMapping("/api/approval/letters")
    ResponseEntity<?> own(
            @RequestParam String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        if (!caller.actsFor(usci)) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-enterprise");
        }
        return ResponseEntity.ok(
                page(letters.ofEnterprise(usci, place(after).orElse(Long.MAX_VALUE), limit.plusOne()), limit));
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/letters/{id}")
    ResponseEntity<?> pdf(@PathVariable UUID id, Caller caller) {
        var found = letters.find(id).filter(one -> one.by(caller));
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-letter");
        }
        var paper = found.get().what();
        Letter letter = paper.letter();
        Instant at = letter.issuedAt();
        return prints.reply(
                letter.kind().nameZh() + " " + letter.number(),
                at,
                () -> pages.of(paper),
                checksum -> letters.keepChecksum(id, checksum));
    }

    private static Page<LetterView> page(List<Letter> rows, Limit limit) {
        var page = Page.of(rows, limit, last -> Cursor.of(last.entry()));
        return new Page<>(page.items().stream().map(LetterView::of).toList(), page.next());
    }

    private static Optional<Long> place(@Nullable String after) {
        var place = Cursor.parts(after, 1);
        return place.isEmpty() ? Optional.empty() : Optional.of(Cursor.number(place.getFirst()));
    }
}
