package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import onestop.intake.application.ApplicationBody.MaterialBody;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.Transition.Declined;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the applicant's side does with its file: correct it, supply what was to follow, withdraw it. */
@RestController
@RequestMapping("/api/intake/applications/{number}")
class ApplicantController {
    private final ActOnFile actOnFile;
    private final FileAccess access;
    private final SuppliedMaterials supplied;
    private final OnTrust onTrust;
    private final DepartmentNews news;
    private final ActReplies replies;
    private final Calendars calendars;
    private final ServiceHours hours;
    private final InstantSource clock;

    ApplicantController(
            ActOnFile actOnFile,
            FileAccess access,
            SuppliedMaterials supplied,
            OnTrust onTrust,
            DepartmentNews news,
            ActReplies replies,
            Calendars calendars,
            ServiceHours hours,
            InstantSource clock) {
        this.actOnFile = actOnFile;
        this.access = access;
        this.supplied = supplied;
        this.onTrust = onTrust;
        this.news = news;
        this.replies = replies;
        this.calendars = calendars;
        this.hours = hours;
        this.clock = clock;
    }

    record CorrectionBody(
            @NotEmpty @Size(max = 200) List<@Valid @NotNull MaterialBody> materials,
            @Nullable Long commitmentTextVersion) {}

    record SupplyBody(@NotEmpty @Size(max = 200) List<@Valid @NotNull MaterialBody> materials) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER})
    @PutMapping("/correction")
    ResponseEntity<?> correct(Caller caller, @PathVariable String number, @Valid @RequestBody CorrectionBody body) {
        var now = clock.instant();
        return replies.of(actOnFile.act(
                new ReceiptNumber(number),
                file -> access.asApplicant(caller, file, as -> correct(caller, file, as, body, now))));
    }

    private Transition correct(Caller caller, ApplicationFile file, Actor as, CorrectionBody body, Instant now) {
        var calendar = calendars.current();
        // What was sent is looked at only while the file waits for it: the state says why not, before any field does.
        var sent = file.state() instanceof CorrectionRequested
                ? supplied.of(caller, file, as, body.materials(), now)
                : List.<FileMaterial>of();
        long textVersion = 0;
        if (ApplicationFile.promise(sent, textVersion) != null) {
            switch (onTrust.take(
                    Commitment.Kind.NOTICE_AND_COMMITMENT,
                    body.commitmentTextVersion(),
                    file.head().usci(),
                    file.head().content().subjects())) {
                case OnTrust.Answer.Taken(var version) -> textVersion = version;
                case OnTrust.Answer.Not(var why) -> {
                    return new Declined(why);
                }
            }
        }
        return file.correct(as, sent, textVersion, hours.countsFrom(now, calendar), calendar, now);
    }

    /** By the applicant's side, or by a clerk who is handed it over the counter. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PutMapping("/deferred-materials")
    ResponseEntity<?> supply(Caller caller, @PathVariable String number, @Valid @RequestBody SupplyBody body) {
        var now = clock.instant();
        return replies.of(actOnFile.act(
                new ReceiptNumber(number),
                file -> access.asApplicantOrClerk(
                        caller,
                        file,
                        as -> file.supply(
                                as,
                                file.state() instanceof AcceptedDeferred
                                        ? supplied.of(caller, file, as, body.materials(), now)
                                        : List.of(),
                                now))));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER})
    @PutMapping("/withdrawal")
    ResponseEntity<?> withdraw(Caller caller, @PathVariable String number) {
        var receipt = new ReceiptNumber(number);
        return replies.of(actOnFile.act(
                receipt,
                file -> access.asApplicant(
                        caller, file, as -> file.withdraw(as, news.anyDecided(receipt), clock.instant()))));
    }
}
