package onestop.appeal.recusal;

import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import onestop.appeal.units.UnitKey;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which roles in which units make up the leading group. As with {@link StaffController}, nobody makes themselves a leader. */
@RestController
@RequestMapping("/api/appeal/leading-group/seats")
class LeadingSeatsController {
    private final Staff staff;
    private final Problems problems;
    private final InstantSource clock;

    LeadingSeatsController(Staff staff, Problems problems, InstantSource clock) {
        this.staff = staff;
        this.problems = problems;
        this.clock = clock;
    }

    @Allowed({Role.OPS, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping
    Page<LeadingSeat> seats() {
        return new Page<>(staff.seats(), null);
    }

    @Allowed(Role.OPS)
    @PutMapping("/{unit}/{role}")
    ResponseEntity<?> give(
            @PathVariable @Pattern(regexp = UnitKey.PATTERN) String unit, @PathVariable Role role, Caller caller) {
        return staff.give(new LeadingSeat(unit, role.name()), caller.subject(), clock.instant())
                ? ResponseEntity.noContent().build()
                : problems.reply(HttpStatus.CONFLICT, "too-many-seats", Staff.MOST_SEATS);
    }

    @Allowed(Role.OPS)
    @DeleteMapping("/{unit}/{role}")
    ResponseEntity<?> take(@PathVariable @Pattern(regexp = UnitKey.PATTERN) String unit, @PathVariable Role role) {
        staff.take(new LeadingSeat(unit, role.name()));
        return ResponseEntity.noContent().build();
    }
}
