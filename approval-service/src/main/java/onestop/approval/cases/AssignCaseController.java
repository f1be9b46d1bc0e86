package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import onestop.approval.absences.StandIns;
import onestop.approval.cases.CaseCommand.Assign;
import onestop.approval.clocks.OfficeTime;
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
    private final StandIns standIns;
    private final InstantSource clock;

    AssignCaseController(ActOnCases cases, CaseProblems problems, StandIns standIns, InstantSource clock) {
        this.cases = cases;
        this.problems = problems;
        this.standIns = standIns;
        this.clock = clock;
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
        var by = Officers.of(caller);
        var standIn = standIns.of(officer, by.unit(), OfficeTime.dateOf(clock.instant()));
        var command = new Assign(standIn, standIn.equals(officer) ? null : officer);
        return ActReply.of(cases.act(caseNumber, by, command), problems);
    }
}
