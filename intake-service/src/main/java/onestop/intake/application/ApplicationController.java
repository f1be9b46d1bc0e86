package onestop.intake.application;

import jakarta.validation.Valid;
import java.net.URI;
import onestop.intake.application.ApplicationView.Receipt;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.SubmitApplication.Outcome;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Handing in, and looking at what was handed in. */
@RestController
@RequestMapping("/api/intake/applications")
class ApplicationController {
    private final SubmitApplication submit;
    private final ApplicationFiles files;
    private final ApplicationLists lists;
    private final FileAccess access;
    private final Idempotency idempotency;
    private final FileProblems fileProblems;
    private final Problems problems;

    ApplicationController(
            SubmitApplication submit,
            ApplicationFiles files,
            ApplicationLists lists,
            FileAccess access,
            Idempotency idempotency,
            FileProblems fileProblems,
            Problems problems) {
        this.submit = submit;
        this.files = files;
        this.lists = lists;
        this.access = access;
        this.idempotency = idempotency;
        this.fileProblems = fileProblems;
        this.problems = problems;
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @MaxBody("2MB")
    @PostMapping
    ResponseEntity<?> submit(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ApplicationBody body) {
        return idempotency.once(caller, key, body, () -> switch (submit.submit(caller, body)) {
            case Outcome.Received(var file, var queryCode) ->
                ResponseEntity.created(URI.create(
                                "/api/intake/applications/" + file.head().number()))
                        .eTag(Versions.etag(file.version()))
                        .body(Receipt.of(file, queryCode));
            case Outcome.NotAllowed(var usci, var why) -> fileProblems.reply(usci, why);
            case Outcome.NotRegistered(var usci) ->
                problems.reply(HttpStatus.CONFLICT, "enterprise-not-registered", usci);
        });
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping
    Page<ApplicationLists.Line> list(
            Caller caller,
            @RequestParam(required = false) @Nullable FileStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return lists.page(caller, status, after, limit);
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/{number}")
    ResponseEntity<?> find(Caller caller, @PathVariable String number) {
        var file = files.find(new ReceiptNumber(number)).orElse(null);
        if (file == null) {
            return fileProblems.reply(new UnknownFile(number));
        }
        return switch (access.reading(caller, file)) {
            case Access.Granted _ ->
                ResponseEntity.ok().eTag(Versions.etag(file.version())).body(ApplicationView.of(file));
            case Access.Refused(var why) ->
                fileProblems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> fileProblems.reply(new UnknownFile(number));
        };
    }
}
