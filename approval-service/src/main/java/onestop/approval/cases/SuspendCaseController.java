package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Both clocks stop, and go on. */
@RestController
class SuspendCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    SuspendCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    record SuspensionBody(
            @NotNull SuspensionKind kind,
            @NotBlank @PlainText @Size(max = 500) String legalGround,
            @NotNull @Min(1) @Max(250) Integer expectedWorkingDays) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/suspension")
    ResponseEntity<?> suspend(@PathVariable String caseNumber, @Valid @RequestBody SuspensionBody body, Caller caller) {
        var command = new Suspend(body.kind(), body.legalGround(), body.expectedWorkingDays());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/resumption")
    ResponseEntity<?> resume(@PathVariable String caseNumber, Caller caller) {
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new Resume()), problems);
    }
}
