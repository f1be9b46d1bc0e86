package onestop.approval.licences;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.licences.Endings.Ending;
import onestop.approval.licences.Renewals.Renewal;
import onestop.approval.printing.Prints;
import onestop.approval.publication.PublicName;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Licences for their holders and their unit; for everybody else, whether a licence in hand is genuine and still holds. */
@RestController
class LicenceController {
    private final Licences licences;
    private final Endings endings;
    private final Renewals renewals;
    private final LicencePages pages;
    private final CheckCodes codes;
    private final VerificationLooks looks;
    private final Prints prints;
    private final Problems problems;

    LicenceController(
            Licences licences,
            Endings endings,
            Renewals renewals,
            LicencePages pages,
            CheckCodes codes,
            VerificationLooks looks,
            Prints prints,
            Problems problems) {
        this.licences = licences;
        this.endings = endings;
        this.renewals = renewals;
        this.pages = pages;
        this.codes = codes;
        this.looks = looks;
        this.prints = prints;
        this.problems = problems;
    }

    record LicenceLine(
            String licenceNumber,
            int version,
            String nameZh,
            String itemCode,
            String itemNameZh,
            String unit,
            String subjectUsci,
            String subjectName,
            LicenceStatus status,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            OffsetDateTime issuedAt) {

        static LicenceLine of(Licence licence) {
            return new LicenceLine(
                    licence.number(),
                    licence.version(),
                    licence.nameZh(),
                    licence.itemCode(),
                    licence.itemNameZh(),
                    licence.unit(),
                    licence.subjectUsci(),
                    licence.subjectName(),
                    licence.status(),
                    licence.validFrom(),
                    licence.validUntil(),
                    OfficeTime.at(licence.issuedAt()));
        }
    }

    record ActView(
            long change,
            String act,
            String by,
            OffsetDateTime at,
            @JsonRawValue String details) {}

    record LicenceView(
            LicenceLine licence,
            String caseNumber,
            String receiptNumber,
            @Nullable LocalDate renewalUntil,
            @Nullable OffsetDateTime endedAt,
            @Nullable String legalGround,
            @Nullable String supersededBy,
            List<Renewal> renewals,
            List<Ending> endings,
            List<ActView> history) {}

    /** Nothing that is not on the licence, and of a person's name only so much that its bearer knows it. */
    record VerificationView(
            String licenceNumber,
            int version,
            String nameZh,
            String unit,
            String unitNameZh,
            String subjectName,
            LicenceStatus status,
            String statusZh,
            LocalDate issuedOn,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @Nullable LocalDate endedOn) {}

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/licences")
    ResponseEntity<?> list(
            @RequestParam(required = false) @Nullable String usci,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable LicenceStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        long before = place(after);
        List<Licence> rows;
        if (caller.isAny(Role.AUDITOR, Role.OPS)) {
            if ((usci == null) == (unit == null)) {
                throw new InvalidFieldException("usci", "usci-or-unit");
            }
            rows = usci != null
                    ? licences.ofEnterprise(usci, status, before, limit.plusOne())
                    : licences.ofUnit(Objects.requireNonNull(unit), status, before, limit.plusOne());
        } else if (usci != null && unit == null && caller.actsFor(usci) && caller.isAny(Role.APPLICANT, Role.AGENT)) {
            rows = licences.ofEnterprise(usci, status, before, limit.plusOne());
        } else if (usci == null && caller.unit() != null && (unit == null || unit.equals(caller.unit()))) {
            rows = licences.ofUnit(LicenceReaders.unitOf(caller), status, before, limit.plusOne());
        } else {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-enterprise");
        }
        var page = Page.of(rows, limit, last -> Cursor.of(last.entry()));
        return ResponseEntity.ok(
                new Page<>(page.items().stream().map(LicenceLine::of).toList(), page.next()));
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/licences/{number}")
    ResponseEntity<?> read(@PathVariable String number, Caller caller) {
        var found = readable(number, caller);
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-licence");
        }
        var licence = found.get();
        // What staff think of ending a licence is theirs until it is confirmed; who of them acted is not for holders.
        boolean staff = caller.isAny(Role.AUDITOR, Role.OPS) || licence.unit().equals(caller.unit());
        var acts = licences.history(number).stream()
                .map(one -> new ActView(
                        one.change(),
                        one.act(),
                        staff ? one.actor() : licence.unit(),
                        one.at(),
                        staff ? one.details() : "{}"))
                .toList();
        return ResponseEntity.ok()
                .eTag(Versions.etag(licence.change()))
                .body(new LicenceView(
                        LicenceLine.of(licence),
                        licence.caseNumber(),
                        licence.receiptNumber(),
                        licence.status() == LicenceStatus.VALID && licence.months() != null
                                ? licence.renewalUntil()
                                : null,
                        licence.endedAt() == null ? null : OfficeTime.at(licence.endedAt()),
                        licence.legalGround(),
                        licence.supersededBy(),
                        renewals.of(number),
                        staff ? endings.of(number) : List.of(),
                        acts));
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/licences/{number}/document")
    ResponseEntity<?> pdf(@PathVariable String number, Caller caller) {
        var found = readable(number, caller);
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-licence");
        }
        var licence = found.get();
        return prints.reply(
                licence.nameZh() + " " + number,
                licence.facedAt(),
                () -> pages.of(licence),
                checksum -> licences.keepChecksum(number, licence.face(), checksum));
    }

    @Open
    @GetMapping("/api/approval/licences/{number}/verification")
    ResponseEntity<?> verify(@PathVariable String number, @RequestParam String code, HttpServletRequest request) {
        var address = request.getRemoteAddr();
        var wait = looks.take(number, address);
        if (!wait.isZero()) {
            long seconds = wait.plusMillis(999).toSeconds();
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                    .body(problems.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-verifications", seconds));
        }
        // The code is looked at first: for a wrong one nobody learns whether the number exists, nor how long that takes
        // to find.
        var found = codes.fits(number, code) ? licences.find(number).orElse(null) : null;
        if (found == null) {
            looks.wrongCode(number, address);
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-verification");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new VerificationView(
                        found.number(),
                        found.version(),
                        found.nameZh(),
                        found.unit(),
                        found.unitNameZh(),
                        PublicName.of(found.subjectUsci(), found.subjectName()),
                        found.status(),
                        found.status().zh(),
                        OfficeTime.dateOf(found.issuedAt()),
                        found.validFrom(),
                        found.validUntil(),
                        found.endedAt() == null ? null : OfficeTime.dateOf(found.endedAt())));
    }

    private Optional<Licence> readable(String number, Caller caller) {
        return licences.find(number).filter(licence -> LicenceReaders.mayRead(caller, licence));
    }

    private static long place(@Nullable String after) {
        var place = Cursor.parts(after, 1);
        return place.isEmpty() ? Long.MAX_VALUE : Cursor.number(place.getFirst());
    }
}
