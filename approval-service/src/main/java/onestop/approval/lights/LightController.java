package onestop.approval.lights;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import onestop.approval.input.PlainText;
import onestop.approval.lights.LightViews.Count;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LightController {
    private final LightViews views;
    private final ReplyToLight replies;

    LightController(LightViews views, ReplyToLight replies) {
        this.views = views;
        this.replies = replies;
    }

    record ReasonBody(@NotBlank @PlainText @Size(max = 2000) String reason) {}

    record Reply(String light, LightState state) {}

    record Counts(List<Count> items) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/lights")
    Page<LightView> lights(
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            @RequestParam(defaultValue = "TURNED") LightState state,
            @RequestParam(required = false) @Nullable Severity severity,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        return views.page(visible(unit, caller), state, severity, after, limit);
    }

    /** The entity tag counts every turn and reply that the caller may see, so an unchanged view is answered with 304. */
    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/supervision/lights")
    ResponseEntity<Counts> counts(
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit, Caller caller) {
        var counts = views.counts(visible(unit, caller));
        long moves = counts.stream()
                .mapToLong(one -> one.turned() + one.answered() + one.lifted())
                .sum();
        return ResponseEntity.ok().eTag(Versions.etag(moves)).body(new Counts(counts));
    }

    @Allowed({Role.UNIT_MANAGER, Role.PARTNER})
    @PutMapping("/api/approval/lights/{light}/answer")
    ResponseEntity<?> answer(@PathVariable long light, @Valid @RequestBody ReasonBody body, Caller caller) {
        return reply(light, LightState.ANSWERED, body.reason(), caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/api/approval/lights/{light}/lift")
    ResponseEntity<?> lift(@PathVariable long light, @Valid @RequestBody ReasonBody body, Caller caller) {
        return reply(light, LightState.LIFTED, body.reason(), caller);
    }

    private ResponseEntity<?> reply(long light, LightState reply, String reason, Caller caller) {
        var outcome = replies.reply(light, reply, reason, caller);
        return outcome == ReplyToLight.Outcome.DONE
                ? ResponseEntity.ok(new Reply(Long.toString(light), reply))
                : ResponseEntity.of(replies.problem(outcome, reply)).build();
    }

    /** Supervision sees all units, or the one it asks for; anybody else their own, whatever they ask for. */
    private static @Nullable String visible(@Nullable String asked, Caller caller) {
        if (caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
            return asked;
        }
        var own = caller.unit();
        if (own == null || own.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return own;
    }
}
