package onestop.approval.licences;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RenewLicenceController {
    private final RenewLicence renewals;
    private final Idempotency idempotency;
    private final Problems problems;

    RenewLicenceController(RenewLicence renewals, Idempotency idempotency, Problems problems) {
        this.renewals = renewals;
        this.idempotency = idempotency;
        this.problems = problems;
    }

    enum Outcome {
        GRANT,
        REFUSE
    }

    record RenewalDecisionBody(
            @NotNull Outcome outcome,
            @Nullable @PlainText @Size(max = 4000) String grounds) {}

    @Allowed({Role.APPLICANT, Role.AGENT})
    @PostMapping("/api/approval/licences/{number}/renewals")
    ResponseEntity<?> ask(
            @PathVariable String number,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        return idempotency.once(
                caller,
                key,
                null,
                () -> EndLicenceController.reply(
                        problems,
                        renewals.ask(number, caller),
                        renewal -> ResponseEntity.created(
                                        URI.create("/api/approval/licences/" + number + "/renewals/" + renewal.id()))
                                .body(renewal)));
    }

    @Allowed(Role.APPROVER)
    @PutMapping("/api/approval/licences/{number}/renewals/{id}/decision")
    ResponseEntity<?> decide(
            @PathVariable String number,
            @PathVariable UUID id,
            @Valid @RequestBody RenewalDecisionBody body,
            Caller caller) {
        var grounds = body.grounds();
        boolean said = grounds != null && !grounds.isBlank();
        if (body.outcome() == Outcome.REFUSE && !said) {
            throw new InvalidFieldException("grounds", "refusal-needs-grounds");
        }
        if (body.outcome() == Outcome.GRANT && grounds != null) {
            throw new InvalidFieldException("grounds", "only-with-refusal");
        }
        return EndLicenceController.reply(
                problems,
                renewals.decide(number, id, caller.subject(), LicenceReaders.unitOf(caller), grounds),
                ResponseEntity::ok);
    }
}
