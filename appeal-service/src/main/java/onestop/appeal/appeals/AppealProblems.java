package onestop.appeal.appeals;

import onestop.appeal.appeals.Rejection.AlreadyAnswered;
import onestop.appeal.appeals.Rejection.AlreadyContacted;
import onestop.appeal.appeals.Rejection.AlreadyRedone;
import onestop.appeal.appeals.Rejection.AlreadyReopened;
import onestop.appeal.appeals.Rejection.CallBackTooSoon;
import onestop.appeal.appeals.Rejection.CannotJoin;
import onestop.appeal.appeals.Rejection.ClassDoesNotFit;
import onestop.appeal.appeals.Rejection.ExtensionTooLong;
import onestop.appeal.appeals.Rejection.ExtensionsExhausted;
import onestop.appeal.appeals.Rejection.FileOfRating;
import onestop.appeal.appeals.Rejection.HandledTogether;
import onestop.appeal.appeals.Rejection.LeaderOnly;
import onestop.appeal.appeals.Rejection.NoDecisionNamed;
import onestop.appeal.appeals.Rejection.NoExtension;
import onestop.appeal.appeals.Rejection.NoSuchAppeal;
import onestop.appeal.appeals.Rejection.NobodyToContact;
import onestop.appeal.appeals.Rejection.NothingToRedo;
import onestop.appeal.appeals.Rejection.OpinionAlreadyGiven;
import onestop.appeal.appeals.Rejection.OutcomeDoesNotFit;
import onestop.appeal.appeals.Rejection.ReasonMissing;
import onestop.appeal.appeals.Rejection.Recused;
import onestop.appeal.appeals.Rejection.ReturnsExhausted;
import onestop.appeal.appeals.Rejection.SameFile;
import onestop.appeal.appeals.Rejection.SameUnit;
import onestop.appeal.appeals.Rejection.SummaryMissing;
import onestop.appeal.appeals.Rejection.TooLateToExtend;
import onestop.appeal.appeals.Rejection.TooLateToReopen;
import onestop.appeal.appeals.Rejection.TooLateToReturn;
import onestop.appeal.appeals.Rejection.TooManyJoined;
import onestop.appeal.appeals.Rejection.UrgencyUnchanged;
import onestop.appeal.appeals.Rejection.WouldTellWho;
import onestop.appeal.appeals.Rejection.WrongState;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Rejection to problem document. */
@Component
class AppealProblems {
    private final Problems problems;

    AppealProblems(Problems problems) {
        this.problems = problems;
    }

    ResponseEntity<ProblemDetail> reply(Rejection why) {
        return switch (why) {
            case NoSuchAppeal _ -> problems.reply(HttpStatus.NOT_FOUND, "no-such-appeal");
            case Recused _ -> problems.reply(HttpStatus.FORBIDDEN, "recused");
            case WrongState(var state, var needed) ->
                conflict("wrong-appeal-state", state, needed.stream().sorted().toList());
            case SameUnit(var unit) -> conflict("same-unit", unit);
            case ReturnsExhausted(var returns) -> conflict("returns-exhausted", returns);
            case TooLateToReturn(var lastDay) -> conflict("too-late-to-return", lastDay);
            case AlreadyContacted(var at) -> conflict("already-contacted", at);
            case AlreadyAnswered(var at) -> conflict("already-answered", at);
            case NobodyToContact _ -> conflict("nobody-to-contact");
            case OpinionAlreadyGiven(var at) -> conflict("opinion-already-given", at);
            case CallBackTooSoon(var notBefore) -> conflict("call-back-too-soon", notBefore);
            case NothingToRedo _ -> conflict("nothing-to-redo");
            case AlreadyRedone _ -> conflict("already-redone");
            case OutcomeDoesNotFit(var possible) ->
                conflict("outcome-does-not-fit", possible.stream().sorted().toList());
            case SummaryMissing _ -> throw new InvalidFieldException("forUnit", "required-when-confidential");
            case NoExtension _ -> conflict("no-extension");
            case ExtensionsExhausted(var extensions) -> conflict("extensions-exhausted", extensions);
            case ExtensionTooLong(var most) -> throw new InvalidFieldException("days", "extension-days", most);
            case TooLateToExtend(var dueAt) -> conflict("too-late-to-extend", dueAt);
            case LeaderOnly _ -> problems.reply(HttpStatus.FORBIDDEN, "leader-only");
            case HandledTogether _ -> conflict("handled-together");
            case CannotJoin _ -> conflict("cannot-join");
            case TooManyJoined(var most) -> conflict("too-many-joined", most);
            case TooLateToReopen(var lastDay) -> conflict("too-late-to-reopen", lastDay);
            case AlreadyReopened _ -> conflict("already-reopened");
            case SameFile _ -> conflict("same-file");
            case FileOfRating _ -> conflict("file-of-rating");
            case NoDecisionNamed _ -> conflict("no-decision-named");
            case WouldTellWho _ -> conflict("would-tell-who");
            case UrgencyUnchanged(var urgent) -> conflict(urgent ? "already-urgent" : "not-urgent");
            case ClassDoesNotFit(var kind) ->
                throw new InvalidFieldException("blockedClass", "class-of-blocked-matter", kind);
            case ReasonMissing(var outcome) -> throw new InvalidFieldException("reason", "reason-for-outcome", outcome);
        };
    }

    private ResponseEntity<ProblemDetail> conflict(String slug, Object... args) {
        return problems.reply(HttpStatus.CONFLICT, slug, args);
    }
}
