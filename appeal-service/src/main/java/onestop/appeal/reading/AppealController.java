package onestop.appeal.reading;

import java.util.UUID;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AppealController {
    private final AppealReader reader;
    private final Problems problems;

    AppealController(AppealReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.WINDOW,
        Role.HELPER,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping("/api/appeal/appeals/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller) {
        var view = reader.read(id, caller);
        return view.isPresent()
                ? ResponseEntity.ok().eTag(Versions.etag(view.get().version())).body(view.get())
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-appeal");
    }
}
