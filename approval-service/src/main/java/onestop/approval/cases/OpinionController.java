package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import onestop.approval.cases.CaseCommand.AskOpinions;
import onestop.approval.cases.CaseCommand.GiveOpinion;
import onestop.approval.cases.CaseCommand.WithdrawRequest;
import onestop.approval.cases.OpinionsAsked.AskedEntry;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Other units countersign (会签): they are asked, and answer from a desk of their own. */
@RestController
class OpinionController {
    private final ActOnCases cases;
    private final CaseProblems problems;
    private final OpinionsAsked asked;
    private final Idempotency idempotency;

    OpinionController(ActOnCases cases, CaseProblems problems, OpinionsAsked asked, Idempotency idempotency) {
        this.cases = cases;
        this.problems = problems;
        this.asked = asked;
        this.idempotency = idempotency;
    }

    record AskBody(
            @NotEmpty @Size(max = 20) List<@NotBlank @PlainText @Size(max = 50) String> units,
            @NotNull OpinionRequest.Rule rule,
            @Nullable @Min(1) @Max(100) Integer agreementPercent,
            @NotBlank @PlainText @Size(max = 2000) String question,
            @NotNull @Min(1) @Max(45) Integer workingDays) {}

    record OpinionBody(
            @NotNull Boolean agrees,
            @NotBlank @PlainText @Size(max = 4000) String opinion) {}

    record WithdrawalBody(
            @NotBlank @PlainText @Size(max = 2000) String reason) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PostMapping("/api/approval/cases/{caseNumber}/opinions")
    ResponseEntity<?> ask(
            @PathVariable String caseNumber,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody AskBody body,
            Caller caller) {
        var officer = Officers.of(caller);
        if (body.units().stream().distinct().count() < body.units().size()) {
            throw new InvalidFieldException("units", "unit-twice");
        }
        if ((body.rule() == OpinionRequest.Rule.RATIO) != (body.agreementPercent() != null)) {
            throw new InvalidFieldException("agreementPercent", "ratio-only");
        }
        var command = new AskOpinions(
                body.units(), body.rule(), body.agreementPercent(), body.question(), body.workingDays());
        return idempotency.once(
                caller, key, body, () -> ActReply.of(cases.act(caseNumber, officer, command), problems));
    }

    /** Who speaks for the unit that was asked. */
    @Allowed({Role.APPROVER, Role.UNIT_MANAGER})
    @PutMapping("/api/approval/cases/{caseNumber}/opinions/{request}/answer")
    ResponseEntity<?> answer(
            @PathVariable String caseNumber,
            @PathVariable int request,
            @Valid @RequestBody OpinionBody body,
            Caller caller) {
        var command = new GiveOpinion(request, body.agrees(), body.opinion());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/opinions/{request}/withdrawal")
    ResponseEntity<?> withdraw(
            @PathVariable String caseNumber,
            @PathVariable int request,
            @Valid @RequestBody WithdrawalBody body,
            Caller caller) {
        var command = new WithdrawRequest(request, body.reason());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }

    /** What the caller's unit is asked and has not answered, the most urgent first. */
    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER, Role.PARTNER})
    @GetMapping("/api/approval/opinions-asked")
    Page<AskedEntry> asked(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        return asked.open(Officers.of(caller).unit(), after, limit);
    }
}
