package onestop.approval.penalties;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.approval.penalties.KeepPenalties.Outcome;
import onestop.approval.penalties.Penalties.Content;
import onestop.identifiers.Usci;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PenaltyController {
    private final KeepPenalties keep;
    private final Penalties penalties;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    PenaltyController(
            KeepPenalties keep, Penalties penalties, Idempotency idempotency, Problems problems, InstantSource clock) {
        this.keep = keep;
        this.penalties = penalties;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record PenaltyBody(
            @NotBlank @PlainText @Size(max = 100) String decisionNumber,
            @NotBlank String subjectUsci,
            @NotBlank @PlainText @Size(max = 200) String subjectName,
            @NotNull PenaltyKind kind,
            @NotBlank @PlainText @Size(max = 2000) String ground,
            @NotBlank @PlainText @Size(max = 500) String legalBasis,

            @Nullable @Positive @Digits(integer = 12, fraction = 2)
            BigDecimal amount,

            @NotNull LocalDate decidedOn) {}

    record CorrectionBody(
            @NotBlank String subjectUsci,
            @NotBlank @PlainText @Size(max = 200) String subjectName,
            @NotNull PenaltyKind kind,
            @NotBlank @PlainText @Size(max = 2000) String ground,
            @NotBlank @PlainText @Size(max = 500) String legalBasis,

            @Nullable @Positive @Digits(integer = 12, fraction = 2)
            BigDecimal amount,

            @NotNull LocalDate decidedOn,
            @NotBlank @PlainText @Size(max = 500) String reason) {}

    record WithdrawalBody(
            @NotBlank @PlainText @Size(max = 500) String reason) {}

    record PenaltyView(
            UUID id,
            String unit,
            String decisionNumber,
            String subjectUsci,
            String subjectName,
            PenaltyKind kind,
            String kindZh,
            String ground,
            String legalBasis,
            @Nullable BigDecimal amount,
            LocalDate decidedOn,
            String status,
            long version,
            OffsetDateTime enteredAt) {

        static PenaltyView of(Penalty penalty) {
            return new PenaltyView(
                    penalty.id(),
                    penalty.unit(),
                    penalty.decisionNumber(),
                    penalty.subjectUsci(),
                    penalty.subjectName(),
                    penalty.kind(),
                    penalty.kind().zh(),
                    penalty.ground(),
                    penalty.legalBasis(),
                    penalty.amount(),
                    penalty.decidedOn(),
                    penalty.status(),
                    penalty.version(),
                    penalty.enteredAt());
        }
    }

    record VersionView(
            long version,
            String act,
            String by,
            OffsetDateTime at,
            @Nullable String reason,
            @JsonRawValue String content) {}

    record PenaltyWithVersions(PenaltyView penalty, List<VersionView> versions) {}

    @Allowed(Role.UNIT_MANAGER)
    @PostMapping("/api/approval/penalties")
    ResponseEntity<?> enter(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody PenaltyBody body,
            Caller caller) {
        var content = content(
                body.subjectUsci(),
                body.subjectName(),
                body.kind(),
                body.ground(),
                body.legalBasis(),
                body.amount(),
                body.decidedOn());
        var number = ImpersonalText.of("decisionNumber", body.decisionNumber());
        var unit = unitOf(caller);
        return idempotency.once(caller, key, body, () -> {
            var entered = keep.enter(unit, number, content, caller.subject());
            return entered.isPresent()
                    ? ResponseEntity.created(URI.create(
                                    "/api/approval/penalties/" + entered.get().id()))
                            .eTag(Versions.etag(entered.get().version()))
                            .body(PenaltyView.of(entered.get()))
                    : problems.reply(HttpStatus.CONFLICT, "penalty-entered-already", number);
        });
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/penalties/{id}")
    ResponseEntity<?> correct(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody CorrectionBody body,
            Caller caller) {
        var content = content(
                body.subjectUsci(),
                body.subjectName(),
                body.kind(),
                body.ground(),
                body.legalBasis(),
                body.amount(),
                body.decidedOn());
        return reply(keep.correct(
                id,
                unitOf(caller),
                Versions.required(ifMatch),
                content,
                ImpersonalText.of("reason", body.reason()),
                caller.subject()));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/penalties/{id}/withdrawal")
    ResponseEntity<?> withdraw(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody WithdrawalBody body,
            Caller caller) {
        return reply(keep.withdraw(
                id,
                unitOf(caller),
                Versions.required(ifMatch),
                ImpersonalText.of("reason", body.reason()),
                caller.subject()));
    }

    @Allowed({Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/api/approval/penalties")
    ResponseEntity<?> list(
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var place = Cursor.parts(after, 1);
        long before;
        before = place.isEmpty() ? Long.MAX_VALUE : Cursor.number(place.getFirst());
        if (caller.is(Role.AUDITOR) && unit == null) {
            throw new InvalidFieldException("unit", "required");
        }
        var of = caller.is(Role.AUDITOR) && unit != null ? unit : unitOf(caller);
        var page = Page.of(penalties.ofUnit(of, before, limit.plusOne()), limit, last -> Cursor.of(last.entry()));
        return ResponseEntity.ok(
                new Page<>(page.items().stream().map(PenaltyView::of).toList(), page.next()));
    }

    @Allowed({Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/api/approval/penalties/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller) {
        var found = penalties
                .find(id)
                .filter(penalty -> caller.is(Role.AUDITOR) || penalty.unit().equals(caller.unit()));
        if (found.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-penalty");
        }
        var versions = penalties.versions(id).stream()
                .map(one ->
                        new VersionView(one.version(), one.act(), one.actor(), one.at(), one.reason(), one.content()))
                .toList();
        return ResponseEntity.ok()
                .eTag(Versions.etag(found.get().version()))
                .body(new PenaltyWithVersions(PenaltyView.of(found.get()), versions));
    }

    private ResponseEntity<?> reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Changed(var penalty) ->
                ResponseEntity.ok().eTag(Versions.etag(penalty.version())).body(PenaltyView.of(penalty));
            case Outcome.NoSuchPenalty() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-penalty");
            case Outcome.StaleVersion() -> problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
            case Outcome.AlreadyWithdrawn() -> problems.reply(HttpStatus.CONFLICT, "penalty-withdrawn");
        };
    }

    private Content content(
            String usci,
            String name,
            PenaltyKind kind,
            String ground,
            String legalBasis,
            @Nullable BigDecimal amount,
            LocalDate decidedOn) {
        if (Usci.findProblem(usci).isPresent()) {
            throw new InvalidFieldException("subjectUsci", "usci");
        }
        if (amount != null && !kind.inMoney()) {
            throw new InvalidFieldException("amount", "only-in-money");
        }
        if (amount == null && kind == PenaltyKind.FINE) {
            throw new InvalidFieldException("amount", "required");
        }
        if (decidedOn.isAfter(OfficeTime.dateOf(clock.instant())) || decidedOn.getYear() < 2000) {
            throw new InvalidFieldException("decidedOn", "not-in-the-future");
        }
        return new Content(
                new Usci(usci).value(),
                ImpersonalText.of("subjectName", name),
                kind,
                ImpersonalText.of("ground", ground),
                ImpersonalText.of("legalBasis", legalBasis),
                amount,
                decidedOn);
    }

    private static String unitOf(Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return unit;
    }
}
