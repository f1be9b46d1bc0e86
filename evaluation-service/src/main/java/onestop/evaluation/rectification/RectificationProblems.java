package onestop.evaluation.rectification;

import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.Rejection.AlreadyClosed;
import onestop.evaluation.rectification.Rejection.AlreadyComplex;
import onestop.evaluation.rectification.Rejection.CallBackFirst;
import onestop.evaluation.rectification.Rejection.ComplexDeclaredLate;
import onestop.evaluation.rectification.Rejection.NoSuchOrder;
import onestop.evaluation.rectification.Rejection.OwnRectification;
import onestop.evaluation.rectification.Rejection.WrongState;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Rejections as problem details. */
@Component
class RectificationProblems {
    private final Problems problems;

    RectificationProblems(Problems problems) {
        this.problems = problems;
    }

    ResponseEntity<ProblemDetail> reply(Rejection why) {
        return switch (why) {
            case NoSuchOrder _ -> problems.reply(HttpStatus.NOT_FOUND, "no-such-rectification");
            case WrongState(var found) ->
                problems.reply(HttpStatus.CONFLICT, "wrong-rectification-state", found.name());
            case AlreadyClosed(var at) ->
                problems.reply(
                        HttpStatus.CONFLICT,
                        "rectification-closed",
                        CountyTime.dayOf(at).toString());
            case CallBackFirst _ -> problems.reply(HttpStatus.CONFLICT, "call-back-first");
            case ComplexDeclaredLate(var dueOn) ->
                problems.reply(HttpStatus.CONFLICT, "complex-declared-late", dueOn.toString());
            case AlreadyComplex _ -> problems.reply(HttpStatus.CONFLICT, "already-complex");
            case OwnRectification _ -> problems.reply(HttpStatus.FORBIDDEN, "own-rectification");
        };
    }
}
