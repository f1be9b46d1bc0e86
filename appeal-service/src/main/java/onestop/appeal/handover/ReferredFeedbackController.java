package onestop.appeal.handover;

import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Refusal;
import onestop.web.Allowed;
import onestop.web.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * How far open feedback is that was referred to us, for the desk that referred it. Of an appeal in confidence no event tells which
 * feedback it is about, so that desk would wait for ever; it reads no more than that something is done, and when it is over. That is so
 * of any feedback that was referred, and points to no appeal.
 */
@RestController
class ReferredFeedbackController {
    private final ReferredFeedback referred;
    private final Answers answers;

    ReferredFeedbackController(ReferredFeedback referred, Answers answers) {
        this.referred = referred;
        this.answers = answers;
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @GetMapping("/api/appeal/referred-feedback/{feedbackId}")
    ResponseEntity<?> read(@PathVariable String feedbackId) {
        return referred.state(feedbackId)
                .<ResponseEntity<?>>map(state -> ResponseEntity.ok(new ReferredView(feedbackId, state)))
                .orElseGet(() -> answers.refuse(Refusal.missing("not-referred")));
    }

    record ReferredView(String feedbackId, ReferredFeedback.State state) {}
}
