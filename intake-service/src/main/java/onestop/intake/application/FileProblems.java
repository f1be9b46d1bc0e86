package onestop.intake.application;

import onestop.intake.application.Rejection.AlreadyAccepted;
import onestop.intake.application.Rejection.AlreadyDecided;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.AwaitingCorrection;
import onestop.intake.application.Rejection.CorrectionAlreadyAsked;
import onestop.intake.application.Rejection.DeferralOutOfRange;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NeededAtOnce;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.NotAwaitingCorrection;
import onestop.intake.application.Rejection.NotDeferrable;
import onestop.intake.application.Rejection.NotDueYet;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.NotYetAccepted;
import onestop.intake.application.Rejection.UnknownFile;
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
            case CorrectionAlreadyAsked(var at) -> conflict("correction-already-asked", at);
            case NotDueYet(var until) -> conflict("not-due-yet", until);
            case AlreadyEnded(var status, var since) ->
                switch (status) {
                    case DELIVERED -> conflict("already-delivered", since);
                    case REFUSED -> conflict("already-refused", since);
                    default -> conflict("already-withdrawn", since);
                };
            case NotYetAccepted() -> conflict("not-yet-accepted");
            case NotFinished() -> conflict("not-finished");
            case AlreadyDecided() -> conflict("already-decided");
            case MaterialsMissing(var keys) -> conflict("materials-missing", keys);
            case MaterialNotAskedFor(var key) -> conflict("material-not-asked-for", key);
            case NotDeferrable(var key) -> conflict("not-deferrable", key);
            case NeededAtOnce(var key, var item) -> conflict("needed-at-once", key, item);
            case DeferralOutOfRange(var key, var earliest, var latest) ->
                conflict("deferral-out-of-range", key, earliest, latest);
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
