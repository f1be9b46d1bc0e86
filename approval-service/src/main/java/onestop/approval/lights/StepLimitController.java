package onestop.approval.lights;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import onestop.approval.lights.StepLimits.StepLimit;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Limits of steps, which the supervision sets from the guides. */
@RestController
class StepLimitController {
    private static final Pattern ITEM = Pattern.compile("\\*|[A-Z0-9-]{1,50}");

    private final StepLimits limits;
    private final InstantSource clock;

    StepLimitController(StepLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    enum Step {
        EXAMINATION,
        REVIEW,
        DECISION
    }

    record StepLimitBody(@NotNull @Min(1) @Max(250) Integer workingDays) {}

    record StepLimitsView(List<StepLimit> items) {}

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.OPS})
    @PutMapping("/api/approval/step-limits/{itemCode}/{step}")
    ResponseEntity<?> set(
            @PathVariable String itemCode,
            @PathVariable Step step,
            @Valid @RequestBody StepLimitBody body,
            Caller caller) {
        if (!ITEM.matcher(itemCode).matches()) {
            throw new InvalidFieldException("itemCode", "item-or-any");
        }
        limits.set(itemCode, step.name(), body.workingDays(), caller.subject(), clock.instant());
        return ResponseEntity.noContent().build();
    }

    @Allowed({
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/step-limits")
    StepLimitsView list() {
        return new StepLimitsView(limits.all());
    }
}
