package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import onestop.approval.cases.CaseCommand.RecordVisit;
import onestop.approval.cases.CaseCommand.SignVisit;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A verification on site by two officers (行政许可法 art. 34). */
@RestController
class SiteVisitController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    SiteVisitController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    record VisitBody(
            @NotNull LocalDate visitedOn,
            @NotBlank @PlainText @Size(max = 200) String place,
            @NotBlank @PlainText @Size(max = 4000) String findings) {}

    /** A new record takes the place of an earlier one, which stays in the history. */
    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/visit")
    ResponseEntity<?> write(@PathVariable String caseNumber, @Valid @RequestBody VisitBody body, Caller caller) {
        var command = new RecordVisit(body.visitedOn(), body.place(), body.findings());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/visit/signature")
    ResponseEntity<?> sign(@PathVariable String caseNumber, Caller caller) {
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new SignVisit()), problems);
    }
}
