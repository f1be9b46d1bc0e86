package onestop.intake.application;

import onestop.intake.application.ApplicationView.StateView;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.web.Versions;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answer to an act: the new state, or why not. */
@Component
class ActReplies {
    private final FileProblems problems;

    ActReplies(FileProblems problems) {
        this.problems = problems;
    }

    ResponseEntity<?> of(Transition transition) {
        return switch (transition) {
            case Applied(var next, var event) ->
                ResponseEntity.ok()
                        .eTag(Versions.etag(next.version()))
                        .body(new StateView(
                                next.head().number().value(), FileStatus.of(next.state()), next.version(), event.at()));
            case Declined(var why) -> problems.reply(why);
        };
    }
}
