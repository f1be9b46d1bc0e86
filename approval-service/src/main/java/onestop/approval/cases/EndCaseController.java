package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import onestop.approval.cases.CaseCommand.End;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A case ends without a decision. */
@RestController
class EndCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    EndCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    record EndingBody(
            @NotNull EndKind kind,
            @NotBlank @PlainText @Size(max = 4000) String grounds) {}

    @Allowed(Role.APPROVER)
    @PutMapping("/api/approval/cases/{caseNumber}/ending")
    ResponseEntity<?> end(@PathVariable String caseNumber, @Valid @RequestBody EndingBody body, Caller caller) {
        var command = new End(body.kind(), body.grounds());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }
}
