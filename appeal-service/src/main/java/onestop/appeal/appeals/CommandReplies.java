package onestop.appeal.appeals;

import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.reading.AppealReader;
import onestop.web.Caller;
import onestop.web.Versions;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A command answers with the appeal as the caller then sees it, or with the problem that declined it. */
@Component
class CommandReplies {
    private final AppealReader reader;
    private final AppealProblems problems;

    CommandReplies(AppealReader reader, AppealProblems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    ResponseEntity<?> of(Transition transition, Caller caller) {
        return switch (transition) {
            case Applied(var next, var _) -> {
                var view = reader.read(next.id().value(), caller).orElseThrow();
                yield ResponseEntity.ok().eTag(Versions.etag(view.version())).body(view);
            }
            case Declined(var why) -> problems.reply(why);
        };
    }
}
