package onestop.evaluation.rectification;

import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.web.Caller;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** How a command is answered: with the order as it is now, or with the reason why not. */
@Component
class CommandReplies {
    private final RectificationViews views;
    private final RectificationProblems problems;

    CommandReplies(RectificationViews views, RectificationProblems problems) {
        this.views = views;
        this.problems = problems;
    }

    ResponseEntity<?> of(Transition transition, Caller caller) {
        return switch (transition) {
            case Applied(var next, var _) ->
                ResponseEntity.ok().eTag(Versions.etag(next.version())).body(views.of(next, caller));
            case Declined(var why) -> problems.reply(why);
        };
    }

    /** For callers who may not read the order. */
    ResponseEntity<?> silently(Transition transition) {
        return switch (transition) {
            case Applied _ -> ResponseEntity.noContent().build();
            case Declined(var why) -> problems.reply(why);
        };
    }

    static StaffId staff(Caller caller) {
        return new StaffId(caller.subject());
    }

    static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
