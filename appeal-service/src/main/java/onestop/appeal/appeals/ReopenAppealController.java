package onestop.appeal.appeals;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens a closed appeal again: for whom it belongs to, and for the coordinator whom they have called. */
@RestController
class ReopenAppealController {
    private final ChangeAppeal changeAppeal;
    private final CommandReplies replies;

    ReopenAppealController(ChangeAppeal changeAppeal, CommandReplies replies) {
        this.changeAppeal = changeAppeal;
        this.replies = replies;
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.APPEAL_COORDINATOR})
    @PutMapping("/api/appeal/appeals/{id}/reopening")
    ResponseEntity<?> reopen(@PathVariable UUID id, @Valid @RequestBody ReopeningBody body, Caller caller) {
        var reason = body.reason().strip();
        return replies.of(
                changeAppeal.asApplicant(
                        new AppealId(id),
                        caller,
                        (appeal, handler, timetable, now) -> appeal.reopen(handler, reason, timetable, now)),
                caller);
    }

    record ReopeningBody(@NotBlank @Size(max = 1000) String reason) {}
}
