package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import onestop.approval.cases.CaseCommand.Extend;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Both limits of a case grow, once (行政许可法 art. 42). The unit's manager is the head of the body and approves himself; what the head of
 * the government approved he enters with the number of the approval.
 */
@RestController
class ExtendCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    ExtendCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    record ExtensionBody(
            @NotNull @Min(1) Integer workingDays,
            @NotNull ExtensionRank rank,
            @Nullable @PlainText @Size(min = 1, max = 100) String approval,
            @NotBlank @PlainText @Size(max = 2000) String reason) {}

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/cases/{caseNumber}/extension")
    ResponseEntity<?> extend(@PathVariable String caseNumber, @Valid @RequestBody ExtensionBody body, Caller caller) {
        var officer = Officers.of(caller);
        if (body.workingDays() > body.rank().mostWorkingDays()) {
            throw new InvalidFieldException("workingDays", "more-than-rank-approves");
        }
        var command = new Extend(body.workingDays(), body.rank(), approvedBy(body, officer), body.reason());
        return ActReply.of(cases.act(caseNumber, officer, command), problems);
    }

    private static String approvedBy(ExtensionBody body, Officer manager) {
        var approval = body.approval();
        return switch (body.rank()) {
            case HEAD_OF_BODY -> {
                if (approval != null) {
                    throw new InvalidFieldException("approval", "only-of-government");
                }
                yield manager.id();
            }
            case HEAD_OF_GOVERNMENT -> {
                if (approval == null || approval.isBlank()) {
                    throw new InvalidFieldException("approval", "government-approval-missing");
                }
                yield approval;
            }
        };
    }
}
