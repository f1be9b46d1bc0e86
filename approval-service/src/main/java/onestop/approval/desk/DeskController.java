package onestop.approval.desk;

import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import onestop.approval.absences.StandIns;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DeskController {
    private final DeskQueue queue;
    private final StandIns standIns;
    private final InstantSource clock;

    DeskController(DeskQueue queue, StandIns standIns, InstantSource clock) {
        this.queue = queue;
        this.standIns = standIns;
        this.clock = clock;
    }

    enum Step {
        EXAMINATION,
        REVIEW,
        DECISION
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER, Role.PARTNER})
    @GetMapping("/api/approval/desk")
    Page<DeskEntry> desk(
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String itemCode,
            @RequestParam(required = false) @Nullable Step step,
            @RequestParam(required = false) @Nullable @PlainText @Size(min = 1, max = 100) String officer,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        var officers = officer == null ? null : standIns.deskOf(officer, unit, OfficeTime.dateOf(clock.instant()));
        return queue.page(unit, itemCode, step == null ? null : step.name(), officers, after, limit);
    }
}
