package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
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

@RestController
class DecideCaseController {
    private final ActOnCases cases;
    private final CaseProblems problems;

    DecideCaseController(ActOnCases cases, CaseProblems problems) {
        this.cases = cases;
        this.problems = problems;
    }

    enum Outcome {
        GRANT,
        REFUSE
    }

    record DecisionBody(
            @NotNull Outcome outcome,
            @Nullable @PlainText @Size(max = 4000) String grounds,
            @Nullable @PlainText @Size(max = 2000) String remedies) {}

    @Allowed(Role.APPROVER)
    @PutMapping("/api/approval/cases/{caseNumber}/decision")
    ResponseEntity<?> decide(@PathVariable String caseNumber, @Valid @RequestBody DecisionBody body, Caller caller) {
        var verdict = verdict(body.outcome(), body.grounds(), body.remedies());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new Decide(verdict)), problems);
    }

    /** A refusal says why; the remedies against it are always told. */
    static Verdict verdict(Outcome outcome, @Nullable String grounds, @Nullable String remedies) {
        return switch (outcome) {
            case GRANT -> {
                if (remedies != null) {
                    throw new InvalidFieldException("remedies", "only-with-refusal");
                }
                yield new Grant(grounds == null || grounds.isBlank() ? null : grounds);
            }
            case REFUSE -> {
                if (grounds == null || grounds.isBlank()) {
                    throw new InvalidFieldException("grounds", "refusal-needs-grounds");
                }
                yield new Refuse(
                        grounds,
                        remedies == null || remedies.isBlank() ? Remedies.STANDARD : Objects.requireNonNull(remedies));
            }
        };
    }
}
