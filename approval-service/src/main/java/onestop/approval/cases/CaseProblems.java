package onestop.approval.cases;

import java.util.Map;
import onestop.approval.cases.Rejection.AcceptingClerk;
import onestop.approval.cases.Rejection.AlreadyDecided;
import onestop.approval.cases.Rejection.AlreadyExamined;
import onestop.approval.cases.Rejection.AlreadyExtended;
import onestop.approval.cases.Rejection.AlreadyReviewed;
import onestop.approval.cases.Rejection.AsksItself;
import onestop.approval.cases.Rejection.ChairExamined;
import onestop.approval.cases.Rejection.ConflictOfInterest;
import onestop.approval.cases.Rejection.CorrectionMayStillCome;
import onestop.approval.cases.Rejection.DayBefore;
import onestop.approval.cases.Rejection.DayNotPast;
import onestop.approval.cases.Rejection.EndedUnstarted;
import onestop.approval.cases.Rejection.HasEnded;
import onestop.approval.cases.Rejection.HearingAskedAlready;
import onestop.approval.cases.Rejection.HearingAskedTooLate;
import onestop.approval.cases.Rejection.HearingIsOver;
import onestop.approval.cases.Rejection.HearingNotAsked;
import onestop.approval.cases.Rejection.HearingNotOver;
import onestop.approval.cases.Rejection.HearingNotPlanned;
import onestop.approval.cases.Rejection.HearingToldTooLate;
import onestop.approval.cases.Rejection.HearingTooLate;
import onestop.approval.cases.Rejection.IsNotSuspended;
import onestop.approval.cases.Rejection.IsSuspended;
import onestop.approval.cases.Rejection.NoCorrectionAwaited;
import onestop.approval.cases.Rejection.NoEarlierStep;
import onestop.approval.cases.Rejection.NoHearing;
import onestop.approval.cases.Rejection.NoSuchCase;
import onestop.approval.cases.Rejection.NoSuchRequest;
import onestop.approval.cases.Rejection.NotAsked;
import onestop.approval.cases.Rejection.NotHandledTogether;
import onestop.approval.cases.Rejection.NotYetStarted;
import onestop.approval.cases.Rejection.NothingToSign;
import onestop.approval.cases.Rejection.OpinionsOpen;
import onestop.approval.cases.Rejection.OpinionsOppose;
import onestop.approval.cases.Rejection.OtherStep;
import onestop.approval.cases.Rejection.OtherUnit;
import onestop.approval.cases.Rejection.RecordNotCited;
import onestop.approval.cases.Rejection.RequestIsClosed;
import onestop.approval.cases.Rejection.SameExaminer;
import onestop.approval.cases.Rejection.SameReviewer;
import onestop.approval.cases.Rejection.SameVisitor;
import onestop.approval.cases.Rejection.TooLateToExtend;
import onestop.approval.cases.Rejection.TooManyRequests;
import onestop.approval.cases.Rejection.TooManySuspensions;
import onestop.approval.cases.Rejection.VisitMissing;
import onestop.approval.cases.Rejection.VisitNotSigned;
import onestop.approval.cases.Rejection.WasWithdrawn;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** A declined command as a problem document; the texts are in {@code problems.properties}. */
@Component
class CaseProblems {
    private final Problems problems;

    CaseProblems(Problems problems) {
        this.problems = problems;
    }

    ProblemDetail of(Rejection why) {
        return switch (why) {
            case NoSuchCase _ -> problems.of(HttpStatus.NOT_FOUND, "no-such-case");
            case OtherUnit(var unit) -> problems.of(HttpStatus.FORBIDDEN, "other-unit", unit);
            case AcceptingClerk _ -> problems.of(HttpStatus.FORBIDDEN, "accepting-clerk");
            case SameExaminer _ -> problems.of(HttpStatus.FORBIDDEN, "same-examiner");
            case ConflictOfInterest(var officer) -> problems.of(HttpStatus.FORBIDDEN, "conflict-of-interest", officer);
            case SameReviewer _ -> problems.of(HttpStatus.FORBIDDEN, "same-reviewer");
            case AlreadyReviewed(var by, var at) ->
                with(problems.of(HttpStatus.CONFLICT, "already-reviewed", by, at), "reviewedBy", by, "reviewedAt", at);
            case NoEarlierStep(var to, var from) -> problems.of(HttpStatus.CONFLICT, "no-earlier-step", to, from);
            case AlreadyExtended(var days) -> problems.of(HttpStatus.CONFLICT, "already-extended", days);
            case NotHandledTogether _ -> problems.of(HttpStatus.CONFLICT, "not-handled-together");
            case TooLateToExtend(var dueOn) -> problems.of(HttpStatus.CONFLICT, "too-late-to-extend", dueOn);
            case NotYetStarted _ -> problems.of(HttpStatus.CONFLICT, "waits-for-others");
            case OtherStep(var due) -> problems.of(HttpStatus.CONFLICT, "wrong-step", due);
            case AlreadyExamined(var by, var at) ->
                with(problems.of(HttpStatus.CONFLICT, "already-examined", by, at), "examinedBy", by, "examinedAt", at);
            case IsSuspended(var kind) -> problems.of(HttpStatus.CONFLICT, "suspended", kind);
            case IsNotSuspended _ -> problems.of(HttpStatus.CONFLICT, "not-suspended");
            case TooManySuspensions(var most) -> problems.of(HttpStatus.CONFLICT, "too-many-suspensions", most);
            case AlreadyDecided(var granted, var by, var at) -> {
                var problem = problems.of(HttpStatus.CONFLICT, "already-decided", by, at);
                problem.setProperty("outcome", granted ? "GRANTED" : "REFUSED");
                yield with(problem, "decidedBy", by, "decidedAt", at);
            }
            case EndedUnstarted(var because, var at) ->
                with(problems.of(HttpStatus.CONFLICT, "ended-unstarted", because, at), "because", because, "at", at);
            case HasEnded(var kind, var at) -> {
                var problem = problems.of(HttpStatus.CONFLICT, "ended", kind, at);
                yield with(problem, "kind", kind, "endedAt", at);
            }
            case NoCorrectionAwaited _ -> conflict("no-correction-awaited");
            case Rejection.VisibleAtFirstNotice(var materials) -> {
                var problem = conflict("visible-at-first-notice", String.join(", ", materials));
                problem.setProperty("materials", materials);
                yield problem;
            }
            case Rejection.NoReasonNeeded _ -> conflict("no-reason-needed");
            case CorrectionMayStillCome(var untilOn) -> conflict("correction-may-still-come", untilOn);
            case VisitMissing _ -> conflict("visit-missing");
            case VisitNotSigned _ -> conflict("visit-not-signed");
            case NothingToSign _ -> conflict("nothing-to-sign");
            case SameVisitor _ -> problems.of(HttpStatus.FORBIDDEN, "same-visitor");
            case NotAsked(var unit) -> problems.of(HttpStatus.FORBIDDEN, "not-asked", unit);
            case NoSuchRequest(var request) -> problems.of(HttpStatus.NOT_FOUND, "no-such-request", request);
            case Rejection.OpinionGiven(var unit) -> conflict("opinion-given", unit);
            case RequestIsClosed(var standing) -> conflict("request-closed", standing);
            case TooManyRequests(var most) -> conflict("too-many-requests", most);
            case AsksItself(var unit) -> conflict("asks-itself", unit);
            case OpinionsOpen(var silent) -> {
                var problem = conflict("opinions-open", String.join(", ", silent));
                problem.setProperty("units", silent);
                yield problem;
            }
            case OpinionsOppose _ -> conflict("opinions-oppose");
            case NoHearing _ -> conflict("no-hearing");
            case HearingIsOver _ -> conflict("hearing-over");
            case HearingNotOver(var dueOn) -> conflict("hearing-not-over", dueOn);
            case HearingAskedAlready(var on) -> conflict("hearing-asked-already", on);
            case HearingNotAsked _ -> conflict("hearing-not-asked");
            case HearingNotPlanned _ -> conflict("hearing-not-planned");
            case HearingAskedTooLate(var untilOn) -> conflict("hearing-asked-too-late", untilOn);
            case HearingToldTooLate(var earliestOn) -> conflict("hearing-told-too-late", earliestOn);
            case HearingTooLate(var untilOn) -> conflict("hearing-too-late", untilOn);
            case ChairExamined(var officer) -> problems.of(HttpStatus.FORBIDDEN, "chair-examined", officer);
            case DayNotPast(var on) -> conflict("day-not-past", on);
            case DayBefore(var earliestOn) -> conflict("day-before", earliestOn);
            case Rejection.DecidedBefore _ -> problems.of(HttpStatus.FORBIDDEN, "decided-before");
            case Rejection.StandsAsItIs(var status) -> conflict("stands-as-it-is", status);
            case RecordNotCited _ -> conflict("record-not-cited");
            case WasWithdrawn(var at) -> {
                var problem = problems.of(HttpStatus.CONFLICT, "withdrawn", at);
                problem.setProperty("withdrawnAt", at);
                yield problem;
            }
        };
    }

    private ProblemDetail conflict(String type, Object... arguments) {
        return problems.of(HttpStatus.CONFLICT, type, arguments);
    }

    private static ProblemDetail with(ProblemDetail problem, String one, Object first, String other, Object second) {
        Map.of(one, first, other, second).forEach(problem::setProperty);
        return problem;
    }
}
