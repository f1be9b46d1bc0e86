package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseCommand.SendBack;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The step between examination and decision, and the way back to an earlier one. */
@RestController
class ReviewCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    ReviewCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    enum Outcome {
        PASS
    }

    record ReviewBody(
            @NotNull Outcome outcome,
            @NotBlank @PlainText @Size(max = 4000) String opinion) {}

    record ReturnBody(
            @NotNull CaseStep to,
            @NotBlank @PlainText @Size(max = 2000) String reason) {}

    @Allowed(Role.REVIEWER)
    @PutMapping("/api/approval/cases/{caseNumber}/review")
    ResponseEntity<?> review(@PathVariable String caseNumber, @Valid @RequestBody ReviewBody body, Caller caller) {
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new Review(body.opinion())), problems);
    }

    /** A reviewer sends back what waits for a review, an approver what waits for a decision. */
    @Allowed({Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/return")
    ResponseEntity<?> sendBack(@PathVariable String caseNumber, @Valid @RequestBody ReturnBody body, Caller caller) {
        if (body.to() == CaseStep.DECISION) {
            throw new InvalidFieldException("to", "earlier-step");
        }
        var own = EnumSet.noneOf(CaseStep.class);
        if (caller.isAny(Role.REVIEWER)) {
            own.add(CaseStep.REVIEW);
        }
        if (caller.isAny(Role.APPROVER)) {
            own.add(CaseStep.DECISION);
        }
        var command = new SendBack(body.to(), body.reason(), own);
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }
}
