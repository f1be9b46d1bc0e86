package onestop.appeal.appeals;

import jakarta.validation.Valid;
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
    private final AppealCommands commands;

    ReopenAppealController(AppealCommands commands) {
        this.commands = commands;
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.HELPER, Role.APPEAL_COORDINATOR})
    @PutMapping("/api/appeal/appeals/{id}/reopening")
    ResponseEntity<?> reopen(@PathVariable UUID id, @Valid @RequestBody ReasonBody body, Caller caller) {
        return commands.asApplicant(
                id,
                caller,
                (appeal, handler, timetable, now) -> appeal.reopen(handler, body.stripped(), timetable, now));
    }
}
