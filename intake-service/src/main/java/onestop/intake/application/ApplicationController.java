package onestop.intake.application;

import jakarta.validation.Valid;
import java.util.Set;
import java.util.function.Function;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
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
    private final HandIn handIn;
    private final ApplicationFiles files;
    private final ApplicationLists lists;
    private final FileActs acts;
    private final FileAccess access;
    private final Idempotency idempotency;
    private final FileProblems fileProblems;

    ApplicationController(
            HandIn handIn,
            ApplicationFiles files,
            ApplicationLists lists,
            FileActs acts,
            FileAccess access,
            Idempotency idempotency,
            FileProblems fileProblems) {
        this.handIn = handIn;
        this.files = files;
        this.lists = lists;
        this.acts = acts;
        this.access = access;
        this.idempotency = idempotency;
        this.fileProblems = fileProblems;
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @MaxBody("2MB")
    @PostMapping
    ResponseEntity<?> submit(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ApplicationBody body) {
        return idempotency.once(caller, key, body, () -> handIn.handIn(caller, body, _ -> {}));
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
        return read(
                caller,
                number,
                file -> ResponseEntity.ok().eTag(Versions.etag(file.version())).body(ApplicationView.of(file)));
    }

    /** Everything that was done with the file: by whom, in what capacity, and for whom. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/{number}/acts")
    ResponseEntity<?> acts(
            Caller caller,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return read(caller, number, file -> ResponseEntity.ok(acts.page(file.head(), after, limit)));
    }

    /**
     * What becomes different for each subject. The departments see the cases of their own unit, from acceptance on; it is
     * on this that they decide.
     */
    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.HELPER,
        Role.WINDOW,
        Role.ISSUER,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER
    })
    @GetMapping("/{number}/subjects")
    ResponseEntity<?> subjects(
            Caller caller,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var file = files.find(new ReceiptNumber(number)).orElse(null);
        var items = file == null ? Set.<String>of() : access.itemsInHand(caller, file);
        return file == null || items.isEmpty()
                ? read(caller, number, found -> ResponseEntity.ok(SubjectView.page(found, null, after, limit)))
                : ResponseEntity.ok(SubjectView.page(file, items, after, limit));
    }

    private ResponseEntity<?> read(Caller caller, String number, Function<ApplicationFile, ResponseEntity<?>> then) {
        var file = files.find(new ReceiptNumber(number)).orElse(null);
        if (file == null) {
            return fileProblems.reply(new UnknownFile(number));
        }
        return switch (access.reading(caller, file)) {
            case Access.Granted _ -> then.apply(file);
            case Access.Refused(var why) ->
                fileProblems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> fileProblems.reply(new UnknownFile(number));
        };
    }
}
