package onestop.appeal.appeals;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.reading.AppealReader;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.appeal.words.BlockedClass;
import onestop.identifiers.Usci;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReceiveAppealController {
    private static final Set<AppealSource> BY_APPLICANTS = EnumSet.of(AppealSource.PORTAL, AppealSource.APP);
    private static final Set<AppealSource> BY_EVENT = EnumSet.of(AppealSource.HOTLINE, AppealSource.PROVINCE);
    private static final Set<AppealSource> BY_CLERKS = EnumSet.complementOf(byOthers());

    private static EnumSet<AppealSource> byOthers() {
        var others = EnumSet.copyOf(BY_APPLICANTS);
        others.addAll(BY_EVENT);
        return others;
    }

    /** What may be raised without a name: it needs no answer to a certain person. */
    private static final Set<AppealKind> WITHOUT_A_NAME =
            EnumSet.of(AppealKind.REPORT, AppealKind.COMPLAINT, AppealKind.SUGGESTION, AppealKind.OPINION);

    private final ReceiveAppeal receiveAppeal;
    private final FileOfficers fileOfficers;
    private final AppealReader reader;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;
    private final Regions regions;

    ReceiveAppealController(
            ReceiveAppeal receiveAppeal,
            FileOfficers fileOfficers,
            AppealReader reader,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock,
            Regions regions) {
        this.receiveAppeal = receiveAppeal;
        this.fileOfficers = fileOfficers;
        this.reader = reader;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
        this.regions = regions;
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW})
    @PostMapping("/api/appeal/appeals")
    ResponseEntity<?> receive(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ReceiveBody body,
            Caller caller) {
        try {
            return receiveOnce(key, body, caller);
        } catch (DuplicateKeyException e) {
            if (String.valueOf(e.getMostSpecificCause().getMessage()).contains("appeal_feedback_once")) {
                return problems.reply(HttpStatus.CONFLICT, "feedback-taken-up");
            }
            throw e;
        }
    }

    private ResponseEntity<?> receiveOnce(@Nullable String key, ReceiveBody body, Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            var submission = submission(body, caller);
            var enterprise = submission.enterprise();
            if (enterprise != null && !caller.is(Role.WINDOW) && !caller.actsFor(enterprise.value())) {
                return problems.reply(HttpStatus.FORBIDDEN, "not-your-enterprise", enterprise);
            }
            var received = receiveAppeal.receive(submission);
            var view = reader.read(received.id().value(), caller).orElseThrow();
            return ResponseEntity.created(URI.create("/api/appeal/appeals/" + view.id()))
                    .eTag(Versions.etag(view.version()))
                    .body(view);
        });
    }

    private Submission submission(ReceiveBody body, Caller caller) {
        boolean anonymous = Boolean.TRUE.equals(body.anonymous());
        if (anonymous) {
            mayBeAnonymous(body);
        }
        var enterprise = body.usci() == null ? null : enterprise(body.usci());
        var source = source(body.source(), caller);
        namesWhereItCameFrom(source, body.about());
        return new Submission(
                body.kind(),
                blockedClass(body, caller),
                source,
                Boolean.TRUE.equals(body.urgent()),
                enterprise,
                regions.of(body.regionCode(), enterprise),
                body.title().strip(),
                body.text().strip(),
                about(body.about(), caller),
                contact(body.contact()),
                anonymous,
                Boolean.TRUE.equals(body.confidential()),
                null,
                new OfficerId(caller.subject()),
                clock.instant());
    }

    private static void mayBeAnonymous(ReceiveBody body) {
        if (!WITHOUT_A_NAME.contains(body.kind())) {
            throw new InvalidFieldException("anonymous", "anonymous-kinds", WITHOUT_A_NAME);
        }
        if (body.usci() != null) {
            throw new InvalidFieldException("usci", "absent-when-anonymous");
        }
        if (body.contact() != null) {
            throw new InvalidFieldException("contact", "absent-when-anonymous");
        }
    }

    /** How hard a matter is, is for clerks to say; until somebody says so it is handed over to a unit. */
    private static @Nullable BlockedClass blockedClass(ReceiveBody body, Caller caller) {
        var stated = body.blockedClass();
        if (body.kind() != AppealKind.BLOCKED_MATTER) {
            if (stated != null) {
                throw new InvalidFieldException("blockedClass", "class-of-blocked-matter", body.kind());
            }
            return null;
        }
        if (stated != null && !caller.is(Role.WINDOW)) {
            throw new InvalidFieldException("blockedClass", "stated-by-clerks");
        }
        return stated == null ? BlockedClass.COMPLEX : stated;
    }

    private static AppealSource source(@Nullable AppealSource stated, Caller caller) {
        boolean clerk = caller.is(Role.WINDOW);
        if (stated == null) {
            return clerk ? AppealSource.WINDOW : AppealSource.PORTAL;
        }
        var possible = clerk ? BY_CLERKS : BY_APPLICANTS;
        if (!possible.contains(stated)) {
            throw new InvalidFieldException("source", "one-of", possible);
        }
        return stated;
    }

    /** What came of a rating or of open feedback names it, so that each shows the other. */
    private static void namesWhereItCameFrom(AppealSource source, @Nullable AboutBody about) {
        if (source == AppealSource.RATING && (about == null || about.ratingId() == null)) {
            throw new InvalidFieldException("about.ratingId", "required");
        }
        if (source == AppealSource.OPEN_FEEDBACK && (about == null || about.feedbackId() == null)) {
            throw new InvalidFieldException("about.feedbackId", "required");
        }
    }

    private static Usci enterprise(String typed) {
        Usci.findProblem(typed).ifPresent(problem -> {
            var fault = problem.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new InvalidFieldException("usci", "usci-" + fault, problem.position(), problem.found());
        });
        return new Usci(typed);
    }

    private About about(@Nullable AboutBody about, Caller caller) {
        if (about == null) {
            return About.NOTHING;
        }
        if (about.equals(AboutBody.NOTHING)) {
            throw new InvalidFieldException("about", "names-nothing");
        }
        namesAKnownReport(about.negativeAnswerId(), caller);
        if (about.ratingId() != null && about.receiptNumber() == null) {
            throw new InvalidFieldException("about.receiptNumber", "required");
        }
        return new About(
                about.receiptNumber(),
                about.caseNumber(),
                about.ratingId(),
                about.itemCode(),
                about.feedbackId(),
                about.unit(),
                about.negativeAnswerId());
    }

    private void namesAKnownReport(@Nullable UUID negativeAnswerId, Caller caller) {
        if (negativeAnswerId == null) {
            return;
        }
        if (!caller.is(Role.WINDOW)) {
            throw new InvalidFieldException("about.negativeAnswerId", "stated-by-clerks");
        }
        if (!fileOfficers.knowsNegativeAnswer(negativeAnswerId)) {
            throw new InvalidFieldException("about.negativeAnswerId", "unknown-negative-answer");
        }
    }

    private static Submission.@Nullable Contact contact(@Nullable ContactBody contact) {
        return contact == null ? null : new Submission.Contact(contact.name(), contact.phone());
    }

    record ReceiveBody(
            @Nullable String usci,
            @NotNull AppealKind kind,
            @Nullable BlockedClass blockedClass,
            @Nullable AppealSource source,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 4000) String text,
            @Nullable @Valid AboutBody about,
            @Nullable Boolean urgent,
            @Nullable Boolean anonymous,
            @Nullable Boolean confidential,
            @Nullable @Pattern(regexp = "\\d{12}") String regionCode,
            @Nullable @Valid ContactBody contact) {}

    record AboutBody(
            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String receiptNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String caseNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String ratingId,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String itemCode,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String feedbackId,

            @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @Nullable UUID negativeAnswerId) {
        private static final AboutBody NOTHING = new AboutBody(null, null, null, null, null, null, null);
    }

    record ContactBody(
            @Nullable @Size(min = 1, max = 50) String name,

            @NotNull @Pattern(regexp = RaiseAppeal.PHONE) String phone) {}
}
