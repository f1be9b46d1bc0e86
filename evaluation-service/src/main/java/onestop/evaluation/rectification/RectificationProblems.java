package onestop.evaluation.rectification;

import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.Rejection.AlreadyAnswered;
import onestop.evaluation.rectification.Rejection.AlreadyChecked;
import onestop.evaluation.rectification.Rejection.AlreadyClosed;
import onestop.evaluation.rectification.Rejection.AlreadyComplex;
import onestop.evaluation.rectification.Rejection.AlreadyInvalidated;
import onestop.evaluation.rectification.Rejection.AlreadyObjected;
import onestop.evaluation.rectification.Rejection.AskedByOthers;
import onestop.evaluation.rectification.Rejection.AttemptTooSoon;
import onestop.evaluation.rectification.Rejection.CallBackFirst;
import onestop.evaluation.rectification.Rejection.ComplexDeclaredLate;
import onestop.evaluation.rectification.Rejection.NoMoreCalls;
import onestop.evaluation.rectification.Rejection.NoMoreRounds;
import onestop.evaluation.rectification.Rejection.NoSuchOrder;
import onestop.evaluation.rectification.Rejection.NotAsked;
import onestop.evaluation.rectification.Rejection.NothingToTalkAbout;
import onestop.evaluation.rectification.Rejection.ObjectionTooLate;
import onestop.evaluation.rectification.Rejection.OwnMatter;
import onestop.evaluation.rectification.Rejection.OwnRectification;
import onestop.evaluation.rectification.Rejection.SameUnit;
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
            case AlreadyInvalidated(var at) ->
                problems.reply(
                        HttpStatus.CONFLICT,
                        "rectification-invalidated",
                        CountyTime.dayOf(at).toString());
            case ObjectionTooLate(var dueOn) ->
                problems.reply(HttpStatus.CONFLICT, "objection-too-late", dueOn.toString());
            case AlreadyObjected _ -> problems.reply(HttpStatus.CONFLICT, "already-objected");
            case OwnMatter _ -> problems.reply(HttpStatus.FORBIDDEN, "own-matter");
            case SameUnit(var unit) -> problems.reply(HttpStatus.CONFLICT, "same-unit", unit);
            case AttemptTooSoon(var notBefore) ->
                problems.reply(
                        HttpStatus.CONFLICT,
                        "attempt-too-soon",
                        CountyTime.at(notBefore).toString());
            case AlreadyChecked _ -> problems.reply(HttpStatus.CONFLICT, "already-checked");
            case NoMoreRounds _ -> problems.reply(HttpStatus.CONFLICT, "no-more-rounds");
            case NothingToTalkAbout _ -> problems.reply(HttpStatus.CONFLICT, "nothing-to-talk-about");
            case AlreadyAnswered _ -> problems.reply(HttpStatus.CONFLICT, "already-answered");
            case NotAsked _ -> problems.reply(HttpStatus.CONFLICT, "not-asked");
            case AskedByOthers _ -> problems.reply(HttpStatus.CONFLICT, "asked-by-others");
            case NoMoreCalls _ ->
                problems.reply(HttpStatus.CONFLICT, "no-more-calls", RectificationOrder.CALL_BACK_ATTEMPTS);
            case OwnRectification _ -> problems.reply(HttpStatus.FORBIDDEN, "own-rectification");
        };
    }
}
