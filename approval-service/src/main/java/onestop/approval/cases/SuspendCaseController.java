package onestop.approval.cases;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Suspend;
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
            @NotNull @Min(1) @Max(250) Integer expectedWorkingDays,
            @Nullable @Size(min = 1, max = Defect.MOST) List<@Valid @NotNull DefectBody> defects) {}

    record DefectBody(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9_.-]{1,50}")
            String material,

            Defect.@NotNull Fault fault,
            @NotBlank @PlainText @Size(max = 500) String text) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/suspension")
    ResponseEntity<?> suspend(@PathVariable String caseNumber, @Valid @RequestBody SuspensionBody body, Caller caller) {
        // One notice names all that has to be corrected (行政许可法 art. 32); other kinds have nothing of the sort.
        if ((body.kind() == SuspensionKind.CORRECTION) != (body.defects() != null)) {
            throw new InvalidFieldException("defects", "correction-names-defects");
        }
        var command = new Suspend(body.kind(), body.legalGround(), body.expectedWorkingDays(), defects(body.defects()));
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }

    record RepeatedCorrectionBody(
            @NotBlank @PlainText @Size(max = 500) String legalGround,
            @NotNull @Min(1) @Max(250) Integer expectedWorkingDays,
            @NotNull @Size(min = 1, max = Defect.MOST) List<@Valid @NotNull DefectBody> defects,
            @NotBlank @PlainText @Size(max = 500) String supervisorReason) {}

    /** A further notice that names what an earlier one could have named: the unit's manager answers for what the officers overlooked. */
    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/cases/{caseNumber}/repeated-correction")
    ResponseEntity<?> repeatCorrection(
            @PathVariable String caseNumber, @Valid @RequestBody RepeatedCorrectionBody body, Caller caller) {
        var command = new Suspend(
                SuspensionKind.CORRECTION,
                body.legalGround(),
                body.expectedWorkingDays(),
                defects(body.defects()),
                body.supervisorReason());
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), command), problems);
    }

    private static List<Defect> defects(@Nullable List<DefectBody> bodies) {
        return bodies == null
                ? List.of()
                : bodies.stream()
                        .map(one -> new Defect(one.material(), one.fault(), one.text()))
                        .toList();
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER})
    @PutMapping("/api/approval/cases/{caseNumber}/resumption")
    ResponseEntity<?> resume(@PathVariable String caseNumber, Caller caller) {
        return ActReply.of(cases.act(caseNumber, Officers.of(caller), new Resume()), problems);
    }
}
