package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import onestop.approval.cases.CaseCommand.AskHearing;
import onestop.approval.cases.CaseCommand.HoldHearing;
import onestop.approval.cases.CaseCommand.PlanHearing;
import onestop.approval.cases.CaseCommand.WaiveHearing;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The hearing for which a case is suspended (行政许可法 art. 46 to 48): the suspension tells the applicant of the right. */
@RestController
class HearingController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    HearingController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    record RequestBodyOfHearing(@NotNull LocalDate askedOn) {}

    record PlanBody(
            @NotNull LocalDate hearingOn,
            @NotBlank @PlainText @Size(max = 200) String place,
            @NotBlank @PlainText @Size(max = 100) String chair) {}

    record RecordBody(
            @NotNull LocalDate heldOn,
            @NotBlank @PlainText @Size(max = 8000) String record) {}

    record WaiverBody(@NotBlank @PlainText @Size(max = 2000) String reason) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/hearing/request")
    ResponseEntity<?> ask(
            @PathVariable String caseNumber, @Valid @RequestBody RequestBodyOfHearing body, Caller caller) {
        return act(caseNumber, caller, new AskHearing(body.askedOn()));
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/hearing/plan")
    ResponseEntity<?> plan(@PathVariable String caseNumber, @Valid @RequestBody PlanBody body, Caller caller) {
        return act(caseNumber, caller, new PlanHearing(body.hearingOn(), body.place(), body.chair()));
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/hearing/record")
    ResponseEntity<?> hold(@PathVariable String caseNumber, @Valid @RequestBody RecordBody body, Caller caller) {
        return act(caseNumber, caller, new HoldHearing(body.heldOn(), body.record()));
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/hearing/waiver")
    ResponseEntity<?> waive(@PathVariable String caseNumber, @Valid @RequestBody WaiverBody body, Caller caller) {
        return act(caseNumber, caller, new WaiveHearing(body.reason()));
    }

    private ResponseEntity<?> act(String caseNumber, Caller caller, CaseCommand command) {
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }
}
