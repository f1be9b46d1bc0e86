package onestop.approval.licences;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import onestop.approval.input.PlainText;
import onestop.approval.licences.Answer.Declined;
import onestop.approval.licences.Answer.Done;
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
class EndLicenceController {
    private final EndLicence endings;
    private final Idempotency idempotency;
    private final Problems problems;

    EndLicenceController(EndLicence endings, Idempotency idempotency, Problems problems) {
        this.endings = endings;
        this.idempotency = idempotency;
        this.problems = problems;
    }

    record EndingBody(
            @NotNull EndingKind kind,
            @NotNull LegalGround legalGround,
            @NotBlank @PlainText @Size(max = 2000) String reason) {}

    @Allowed(Role.APPROVER)
    @PostMapping("/api/approval/licences/{number}/endings")
    ResponseEntity<?> propose(
            @PathVariable String number,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody EndingBody body,
            Caller caller) {
        if (!body.legalGround().fits(body.kind())) {
            throw new InvalidFieldException("legalGround", "ground-of-other-kind");
        }
        var unit = LicenceReaders.unitOf(caller);
        return idempotency.once(
                caller,
                key,
                body,
                () -> reply(
                        problems,
                        endings.propose(number, caller.subject(), unit, body.kind(), body.legalGround(), body.reason()),
                        ending -> ResponseEntity.created(
                                        URI.create("/api/approval/licences/" + number + "/endings/" + ending.id()))
                                .body(ending)));
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/licences/{number}/endings/{id}/confirmation")
    ResponseEntity<?> confirm(@PathVariable String number, @PathVariable UUID id, Caller caller) {
        return reply(
                problems,
                endings.confirm(number, id, caller.subject(), LicenceReaders.unitOf(caller)),
                ResponseEntity::ok);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/licences/{number}/endings/{id}/rejection")
    ResponseEntity<?> reject(@PathVariable String number, @PathVariable UUID id, Caller caller) {
        return reply(
                problems,
                endings.reject(number, id, caller.subject(), LicenceReaders.unitOf(caller)),
                ResponseEntity::ok);
    }

    static <T> ResponseEntity<?> reply(
            Problems problems, Answer<T> answer, Function<T, ? extends ResponseEntity<?>> done) {
        return switch (answer) {
            case Done<T>(var value) -> done.apply(value);
            case Declined<T>(var status, var problem, var args) -> problems.reply(status, problem, args.toArray());
        };
    }
}
