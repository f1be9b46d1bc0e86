package onestop.intake.application;

import onestop.intake.application.Rejection.AlreadyAccepted;
import onestop.intake.application.Rejection.AlreadyDecided;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.AlreadyFinished;
import onestop.intake.application.Rejection.AlreadyPreReviewed;
import onestop.intake.application.Rejection.AwaitingCorrection;
import onestop.intake.application.Rejection.BranchesInOpenFiles;
import onestop.intake.application.Rejection.CommitmentTextChanged;
import onestop.intake.application.Rejection.CorrectionAlreadyAsked;
import onestop.intake.application.Rejection.CorrectionPeriodOver;
import onestop.intake.application.Rejection.DeferralOutOfRange;
import onestop.intake.application.Rejection.DeferralOver;
import onestop.intake.application.Rejection.DeferredOutstanding;
import onestop.intake.application.Rejection.FeeAlreadyPaid;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NeededAtOnce;
import onestop.intake.application.Rejection.NoReasonNeeded;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.NotAwaitingCorrection;
import onestop.intake.application.Rejection.NotDeferrable;
import onestop.intake.application.Rejection.NotDeferred;
import onestop.intake.application.Rejection.NotDueYet;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.NotOnline;
import onestop.intake.application.Rejection.NotTakenOnTrust;
import onestop.intake.application.Rejection.NotYetAccepted;
import onestop.intake.application.Rejection.NothingDeferred;
import onestop.intake.application.Rejection.NothingToCheck;
import onestop.intake.application.Rejection.PaymentNumberUsed;
import onestop.intake.application.Rejection.PaymentsUsedUp;
import onestop.intake.application.Rejection.RoundsUsedUp;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Rejection.VisibleAtFirstNotice;
import onestop.intake.enterprise.Standing;
import onestop.intake.enterprise.StandingProblems;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Declined acts as problem documents: each kind has its own type. */
@Component
class FileProblems {
    private final Problems problems;
    private final StandingProblems standings;

    FileProblems(Problems problems, StandingProblems standings) {
        this.problems = problems;
        this.standings = standings;
    }

    ResponseEntity<?> reply(Rejection why) {
        return switch (why) {
            case UnknownFile(var number) -> problems.reply(HttpStatus.NOT_FOUND, "unknown-application", number);
            case AlreadyAccepted(var since) -> conflict("already-accepted", since);
            case AwaitingCorrection(var since) -> conflict("awaiting-correction", since);
            case NotAwaitingCorrection() -> conflict("not-awaiting-correction");
            case Rejection.NoCaseCorrectionAwaited(var caseNumber) ->
                conflict("no-case-correction-awaited", caseNumber);
            case CorrectionAlreadyAsked(var at) -> conflict("correction-already-asked", at);
            case VisibleAtFirstNotice(var keys) -> conflict("visible-at-first-notice", keys);
            case NoReasonNeeded() -> conflict("no-reason-needed");
            case RoundsUsedUp(var most) -> conflict("correction-rounds-used-up", most);
            case CorrectionPeriodOver(var on) -> conflict("correction-period-over", on);
            case NotOnline(var channel) -> conflict("not-online", channel);
            case AlreadyPreReviewed(var since) -> conflict("already-pre-reviewed", since);
            case NothingDeferred() -> conflict("nothing-deferred");
            case NotDeferred(var key) -> conflict("not-deferred", key);
            case DeferralOver(var key, var on) -> conflict("deferral-over", key, on);
            case DeferredOutstanding(var keys) -> conflict("deferred-outstanding", keys);
            case NotTakenOnTrust(var usci) -> conflict("not-taken-on-trust", usci);
            case CommitmentTextChanged(var kind, var inForce) -> conflict("commitment-text-changed", kind, inForce);
            case NotDueYet(var until) -> conflict("not-due-yet", until == null ? "?" : until);
            case AlreadyEnded(var status, var since) ->
                switch (status) {
                    case DELIVERED -> conflict("already-delivered", since);
                    case REFUSED -> conflict("already-refused", since);
                    case WITHDRAWN -> conflict("already-withdrawn", since);
                    case TERMINATED -> conflict("already-terminated", since);
                    case LAPSED -> conflict("already-lapsed", since);
                    case SUBMITTED, PRE_REVIEWED, CORRECTION_REQUESTED, ACCEPTED, ACCEPTED_DEFERRED ->
                        throw new IllegalArgumentException("a file that is " + status + " has not ended");
                };
            case BranchesInOpenFiles(var uscis, var files) -> conflict("branches-in-open-files", uscis, files);
            case NotYetAccepted() -> conflict("not-yet-accepted");
            case NotFinished() -> conflict("not-finished");
            case AlreadyDecided() -> conflict("already-decided");
            case AlreadyFinished() -> conflict("already-finished");
            case MaterialsMissing(var keys) -> conflict("materials-missing", keys);
            case MaterialNotAskedFor(var key) -> conflict("material-not-asked-for", key);
            case NothingToCheck(var key) -> conflict("nothing-to-check", key);
            case NotDeferrable(var key) -> conflict("not-deferrable", key);
            case NeededAtOnce(var key, var item) -> conflict("needed-at-once", key, item);
            case DeferralOutOfRange(var key, var earliest, var latest) ->
                conflict("deferral-out-of-range", key, earliest, latest);
            case PaymentNumberUsed(var number) -> conflict("payment-number-used", number);
            case FeeAlreadyPaid(var items) -> conflict("fee-already-paid", items);
            case PaymentsUsedUp(var most) -> conflict("payments-used-up", most);
            case FourEyes() -> problems.reply(HttpStatus.FORBIDDEN, "four-eyes");
            case NoStanding(var usci, var standing) -> reply(usci, standing);
        };
    }

    ResponseEntity<?> reply(String usci, Standing.Refused why) {
        return standings.reply(usci, why);
    }

    private ResponseEntity<?> conflict(String slug, Object... args) {
        return problems.reply(HttpStatus.CONFLICT, slug, args);
    }
}
