package onestop.approval.greenchannel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.greenchannel.GreenChannelRows.AuditLine;
import onestop.approval.greenchannel.GreenChannelRows.Engagement;
import onestop.approval.greenchannel.GreenChannelRows.KeyProject;
import onestop.approval.greenchannel.GreenChannelRows.Level;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreenChannelController {
    private final GreenChannelRows rows;
    private final KeepRegister register;
    private final Problems problems;
    private final Idempotency idempotency;
    private final InstantSource clock;

    GreenChannelController(
            GreenChannelRows rows,
            KeepRegister register,
            Problems problems,
            Idempotency idempotency,
            InstantSource clock) {
        this.rows = rows;
        this.register = register;
        this.problems = problems;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    record KeyProjectBody(
            @NotBlank @PlainText @Size(max = 50) String projectCode,
            @NotNull Level level,
            @NotBlank @PlainText @Size(max = 50) String listNumber,
            @NotBlank @PlainText @Size(max = 200) String name,
            @NotBlank @Pattern(regexp = "[0-9A-Z]{18}") String enterpriseUsci) {}

    record EngagementBody(
            @NotBlank @PlainText @Size(max = 2000) String what,
            @NotNull OffsetDateTime engagedAt) {}

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping("/api/approval/key-projects")
    ResponseEntity<?> enter(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody KeyProjectBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            var project = new KeyProject(
                    body.projectCode(),
                    body.level(),
                    body.listNumber(),
                    body.name(),
                    body.enterpriseUsci(),
                    caller.subject(),
                    OfficeTime.at(clock.instant()));
            return register.enter(project)
                    ? ResponseEntity.status(HttpStatus.CREATED).body(project)
                    : problems.reply(HttpStatus.CONFLICT, "key-project-exists");
        });
    }

    @Allowed({
        Role.WINDOW,
        Role.HELPER,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/key-projects")
    Page<KeyProject> projects(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return Page.of(rows.projects(after, limit), limit, one -> Cursor.of(one.projectCode()));
    }

    /** Logged by an officer of the unit that engages itself, for that unit. */
    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @PostMapping("/api/approval/key-projects/{projectCode}/engagements")
    ResponseEntity<?> engage(
            @PathVariable String projectCode,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody EngagementBody body,
            Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        var now = clock.instant();
        if (body.engagedAt().toInstant().isAfter(now)) {
            throw new InvalidFieldException("engagedAt", "not-after-now");
        }
        return idempotency.once(caller, key, body, () -> {
            var engagement = new Engagement(
                    UUID.randomUUID(),
                    projectCode,
                    unit,
                    body.what(),
                    OfficeTime.at(body.engagedAt().toInstant()),
                    caller.subject(),
                    OfficeTime.at(now),
                    List.of());
            return register.engage(engagement)
                    ? ResponseEntity.status(HttpStatus.CREATED).body(engagement)
                    : problems.reply(HttpStatus.NOT_FOUND, "no-such-key-project");
        });
    }

    @Allowed({
        Role.HELPER,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/key-projects/{projectCode}/engagements")
    Page<Engagement> engagements(
            @PathVariable String projectCode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return Page.of(rows.engagements(projectCode, after, limit), limit, one -> Cursor.of(one.engagedAt(), one.id()));
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS})
    @GetMapping("/api/approval/green-channel-files")
    Page<AuditLine> audit(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return Page.of(rows.audit(after, limit), limit, one -> Cursor.of(one.acceptedAt(), one.receiptNumber()));
    }
}
