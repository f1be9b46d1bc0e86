package onestop.intake.application;

import onestop.web.Allowed;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For those who look at how the hall works, not for the hall. */
@RestController
class SentBackAgainController {
    private final SentBackAgain files;

    SentBackAgainController(SentBackAgain files) {
        this.files = files;
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/intake/files-sent-back-again")
    Page<SentBackAgain.Line> list(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return files.page(after, limit);
    }
}
