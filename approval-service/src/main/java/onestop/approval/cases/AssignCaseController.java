package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import onestop.approval.cases.CaseCommand.Assign;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AssignCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    AssignCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    record AssignmentBody(
            @Nullable @PlainText @Size(min = 1, max = 100) String officer) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @PutMapping("/api/approval/cases/{caseNumber}/assignment")
    ResponseEntity<?> assign(
            @PathVariable String caseNumber,
            @Valid @RequestBody(required = false) @Nullable AssignmentBody body,
            Caller caller) {
        var officer = body == null || body.officer() == null ? caller.subject() : body.officer();
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new Assign(officer)), problems);
    }
}
