package onestop.appeal.appeals;

import java.util.UUID;
import onestop.appeal.appeals.AppealEvent.Summary;
import onestop.appeal.appeals.ChangeAppeal.Command;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.reading.AppealReader;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.web.Caller;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
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

    ResponseEntity<?> dispatch(UUID id, UnitKey unit, @Nullable String note, @Nullable Summary forUnit, Caller caller) {
        return answer(changeAppeal.dispatch(new AppealId(id), caller, unit, note, forUnit), caller);
    }

    ResponseEntity<?> nameFile(UUID id, About.File file, Caller caller) {
        return answer(changeAppeal.nameFile(new AppealId(id), caller, file), caller);
    }

    ResponseEntity<?> classify(
            UUID id, AppealKind kind, @Nullable BlockedClass blockedClass, @Nullable String itemCode, Caller caller) {
        return answer(changeAppeal.classify(new AppealId(id), caller, kind, blockedClass, itemCode), caller);
    }

    ResponseEntity<?> sign(UUID id, Caller caller) {
        return answer(changeAppeal.sign(new AppealId(id), caller), caller);
    }

    ResponseEntity<?> join(UUID id, UUID into, @Nullable Summary forUnit, Caller caller) {
        return answer(changeAppeal.join(new AppealId(id), new AppealId(into), forUnit, caller), caller);
    }

    /** Who has named a file in which they had a part may not know of a confidential or anonymous appeal any more: they are told nothing of it. */
    private ResponseEntity<?> answer(Transition transition, Caller caller) {
        return switch (transition) {
            case Applied(var next, var _) ->
                reader.read(next.id().value(), caller)
                        .<ResponseEntity<?>>map(view -> ResponseEntity.ok()
                                .eTag(Versions.etag(view.version()))
                                .body(view))
                        .orElseGet(() -> ResponseEntity.noContent().build());
            case Declined(var why) -> problems.reply(why);
        };
    }
}
