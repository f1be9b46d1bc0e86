package onestop.intake.application;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import onestop.intake.application.Drafts.Draft;
import onestop.intake.calendar.ServiceHours;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.FieldProblem;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Filling in today and handing in tomorrow. A draft may lack anything; it is checked when it is handed in. */
@RestController
@RequestMapping("/api/intake/application-drafts")
class DraftController {
    private final Drafts drafts;
    private final HandIn handIn;
    private final Idempotency idempotency;
    private final Validator validator;
    private final Problems problems;
    private final InstantSource clock;
    private final int keptDays;
    private final int mostPerCaller;

    DraftController(
            Drafts drafts,
            HandIn handIn,
            Idempotency idempotency,
            Validator validator,
            Problems problems,
            InstantSource clock,
            @Value("${onestop.intake.draft.kept-days}") int keptDays,
            @Value("${onestop.intake.draft.most-per-caller}") int mostPerCaller) {
        this.drafts = drafts;
        this.handIn = handIn;
        this.idempotency = idempotency;
        this.validator = validator;
        this.problems = problems;
        this.clock = clock;
        this.keptDays = keptDays;
        this.mostPerCaller = mostPerCaller;
    }

    record DraftView(
            UUID id, ApplicationBody form, Instant createdAt, Instant changedAt, LocalDate expiresOn, long version) {

        static DraftView of(Draft draft) {
            return new DraftView(
                    draft.id(), draft.form(), draft.createdAt(), draft.changedAt(), draft.expiresOn(), draft.version());
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @MaxBody("2MB")
    @PostMapping
    ResponseEntity<?> create(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody ApplicationBody form) {
        return idempotency.once(caller, key, form, () -> {
            var now = clock.instant();
            var draft = new Draft(UUID.randomUUID(), caller.subject(), form, now, now, keptUntil(now), null, 1);
            return drafts.insert(draft, mostPerCaller)
                    ? ResponseEntity.created(URI.create("/api/intake/application-drafts/" + draft.id()))
                            .eTag(Versions.etag(draft.version()))
                            .body(DraftView.of(draft))
                    : problems.reply(HttpStatus.CONFLICT, "too-many-drafts", mostPerCaller);
        });
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping
    Page<Drafts.Line> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return drafts.page(caller.subject(), today(), after, limit);
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping("/{id}")
    ResponseEntity<?> find(Caller caller, @PathVariable UUID id) {
        var draft = drafts.find(id, caller.subject(), today()).orElse(null);
        if (draft == null) {
            return unknown(id);
        }
        return draft.receipt() == null ? reply(draft) : handedIn(draft);
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @MaxBody("2MB")
    @PutMapping("/{id}")
    ResponseEntity<?> change(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ApplicationBody form) {
        long expected = Versions.required(ifMatch);
        var draft = drafts.find(id, caller.subject(), today()).orElse(null);
        if (draft == null) {
            return unknown(id);
        }
        if (draft.receipt() != null) {
            return handedIn(draft);
        }
        var now = clock.instant();
        var next = new Draft(id, draft.owner(), form, draft.createdAt(), now, keptUntil(now), null, expected + 1);
        return draft.version() == expected && drafts.update(next)
                ? reply(next)
                : problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @DeleteMapping("/{id}")
    ResponseEntity<?> delete(Caller caller, @PathVariable UUID id) {
        if (drafts.delete(id, caller.subject())) {
            return ResponseEntity.noContent().build();
        }
        return drafts.find(id, caller.subject(), today())
                .<ResponseEntity<?>>map(this::handedIn)
                .orElseGet(() -> unknown(id));
    }

    /**
     * The draft is its own key: however often it is handed in, there is one file and one receipt.
     *
     * @param ifMatch the version that is meant, for whoever wants to be sure that nobody has changed it elsewhere
     */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PutMapping("/{id}/submission")
    ResponseEntity<?> submit(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return idempotency.once(caller, "application-draft/" + id, null, () -> {
            var draft = drafts.lock(id, caller.subject(), today()).orElse(null);
            if (draft == null) {
                return unknown(id);
            }
            if (draft.receipt() != null) {
                return handedIn(draft);
            }
            if (ifMatch != null && Versions.required(ifMatch) != draft.version()) {
                return problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
            }
            var wrong = validator.validate(draft.form()).stream()
                    .map(DraftController::problem)
                    .sorted(Comparator.comparing(FieldProblem::field))
                    .toList();
            if (!wrong.isEmpty()) {
                return ResponseEntity.badRequest()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problems.invalid(wrong));
            }
            return handIn.handIn(caller, draft.form(), receipt -> drafts.becomes(id, receipt));
        });
    }

    /** As the platform says it of a body that is checked when it comes in. */
    private static FieldProblem problem(ConstraintViolation<?> violation) {
        var rule = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new FieldProblem(
                violation.getPropertyPath().toString(),
                rule.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT),
                violation.getMessage());
    }

    private ResponseEntity<?> handedIn(Draft draft) {
        return problems.reply(HttpStatus.CONFLICT, "draft-handed-in", String.valueOf(draft.receipt()));
    }

    private ResponseEntity<?> unknown(UUID id) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-draft", id);
    }

    private static ResponseEntity<?> reply(Draft draft) {
        return ResponseEntity.ok().eTag(Versions.etag(draft.version())).body(DraftView.of(draft));
    }

    private LocalDate today() {
        return ServiceHours.dateOf(clock.instant());
    }

    private LocalDate keptUntil(Instant now) {
        return ServiceHours.dateOf(now).plusDays(keptDays);
    }
}
