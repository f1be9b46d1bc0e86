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
import onestop.appeal.reading.AppealReader;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.identifiers.Usci;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReceiveAppealController {
    private static final Set<AppealSource> BY_APPLICANTS = EnumSet.of(AppealSource.PORTAL, AppealSource.APP);
    private static final Set<AppealSource> BY_CLERKS = EnumSet.complementOf(EnumSet.copyOf(BY_APPLICANTS));

    private final ReceiveAppeal receiveAppeal;
    private final AppealReader reader;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;
    private final String region;

    ReceiveAppealController(
            ReceiveAppeal receiveAppeal,
            AppealReader reader,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock,
            @Value("${onestop.appeal.region}") String region) {
        this.receiveAppeal = receiveAppeal;
        this.reader = reader;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
        this.region = region;
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW})
    @PostMapping("/api/appeal/appeals")
    ResponseEntity<?> receive(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ReceiveBody body,
            Caller caller) {
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
        return new Submission(
                body.kind(),
                source(body.source(), caller),
                Boolean.TRUE.equals(body.urgent()),
                body.usci() == null ? null : enterprise(body.usci()),
                body.regionCode() == null ? region : body.regionCode(),
                body.title().strip(),
                body.text().strip(),
                about(body.about()),
                contact(body.contact()),
                new OfficerId(caller.subject()),
                clock.instant());
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

    private static Usci enterprise(String typed) {
        Usci.findProblem(typed).ifPresent(problem -> {
            var fault = problem.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new InvalidFieldException("usci", "usci-" + fault, problem.position(), problem.found());
        });
        return new Usci(typed);
    }

    private static About about(@Nullable AboutBody about) {
        if (about == null) {
            return About.NOTHING;
        }
        if (about.receiptNumber() == null && about.caseNumber() == null && about.ratingId() == null) {
            throw new InvalidFieldException("about", "names-nothing");
        }
        if (about.ratingId() != null && about.receiptNumber() == null) {
            throw new InvalidFieldException("about.receiptNumber", "required");
        }
        return new About(about.receiptNumber(), about.caseNumber(), about.ratingId());
    }

    private static Submission.@Nullable Contact contact(@Nullable ContactBody contact) {
        return contact == null ? null : new Submission.Contact(contact.name(), contact.phone());
    }

    record ReceiveBody(
            @Nullable String usci,
            @NotNull AppealKind kind,
            @Nullable AppealSource source,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 4000) String text,
            @Nullable @Valid AboutBody about,
            @Nullable Boolean urgent,
            @Nullable @Pattern(regexp = "\\d{12}") String regionCode,
            @Nullable @Valid ContactBody contact) {}

    record AboutBody(
            @Nullable @Pattern(regexp = IDENTIFIER) String receiptNumber,
            @Nullable @Pattern(regexp = IDENTIFIER) String caseNumber,
            @Nullable @Pattern(regexp = IDENTIFIER) String ratingId) {
        private static final String IDENTIFIER = "[0-9A-Za-z-]{1,64}";
    }

    record ContactBody(
            @Nullable @Size(min = 1, max = 50) String name,

            @NotNull @Pattern(regexp = "1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}")
            String phone) {}
}
