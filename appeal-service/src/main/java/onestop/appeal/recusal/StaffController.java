package onestop.appeal.recusal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Keeps whom officers answer to and who leads. Not the coordinator's business: nobody makes themselves a leader. */
@RestController
class StaffController {
    private static final String OFFICER = "[0-9A-Za-z._-]{1,100}";

    private final Staff staff;
    private final InstantSource clock;

    StaffController(Staff staff, InstantSource clock) {
        this.staff = staff;
        this.clock = clock;
    }

    @Allowed(Role.OPS)
    @PutMapping("/api/appeal/staff/{officer}")
    StaffView store(
            @PathVariable @Pattern(regexp = OFFICER) String officer,
            @Valid @RequestBody StaffBody body,
            Caller caller) {
        if (officer.equals(body.answersTo())) {
            throw new InvalidFieldException("answersTo", "answers-to-another");
        }
        boolean leader = Boolean.TRUE.equals(body.leader());
        staff.store(officer, body.answersTo(), leader, caller.subject(), clock.instant());
        return new StaffView(officer, body.answersTo(), leader);
    }

    record StaffBody(
            @Nullable @Pattern(regexp = OFFICER) String answersTo,
            @Nullable Boolean leader) {}

    record StaffView(String officer, @Nullable String answersTo, boolean leader) {}
}
