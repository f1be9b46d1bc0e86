package onestop.appeal.appeals;

import java.util.UUID;
import onestop.appeal.appeals.ChangeAppeal.Command;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.reading.AppealReader;
import onestop.web.Caller;
import onestop.web.Versions;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Gives commands, and answers with the appeal as the caller then sees it, or with the problem that declined it. */
@Component
class AppealCommands {
    private final ChangeAppeal changeAppeal;
    private final AppealReader reader;
    private final AppealProblems problems;

    AppealCommands(ChangeAppeal changeAppeal, AppealReader reader, AppealProblems problems) {
        this.changeAppeal = changeAppeal;
        this.reader = reader;
        this.problems = problems;
    }

    ResponseEntity<?> asUnit(UUID id, Caller caller, Command command) {
        return answer(changeAppeal.asUnit(new AppealId(id), caller, command), caller);
    }

    ResponseEntity<?> asCoordinator(UUID id, Caller caller, Command command) {
        return answer(changeAppeal.asCoordinator(new AppealId(id), caller, command), caller);
    }

    ResponseEntity<?> asApplicant(UUID id, Caller caller, Command command) {
        return answer(changeAppeal.asApplicant(new AppealId(id), caller, command), caller);
    }

    ResponseEntity<?> join(UUID id, UUID into, Caller caller) {
        return answer(changeAppeal.join(new AppealId(id), new AppealId(into), caller), caller);
    }

    private ResponseEntity<?> answer(Transition transition, Caller caller) {
        return switch (transition) {
            case Applied(var next, var _) -> {
                var view = reader.read(next.id().value(), caller).orElseThrow();
                yield ResponseEntity.ok().eTag(Versions.etag(view.version())).body(view);
            }
            case Declined(var why) -> problems.reply(why);
        };
    }
}
