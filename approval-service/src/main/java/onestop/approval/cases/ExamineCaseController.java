package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExamineCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    ExamineCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    /** An examination so far always passes the case on; the opinion says what the decision should be. */
    enum Outcome {
        PASS
    }

    record ExaminationBody(
            @NotNull Outcome outcome,
            @NotBlank @PlainText @Size(max = 4000) String opinion) {}

    @Allowed(Role.EXAMINER)
    @PutMapping("/api/approval/cases/{caseNumber}/examination")
    ResponseEntity<?> examine(
            @PathVariable String caseNumber, @Valid @RequestBody ExaminationBody body, Caller caller) {
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new Examine(body.opinion())), problems);
    }
}
