package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Why a command on a case was turned down. Each kind is one public problem type. */
sealed interface Rejection {
    record NoSuchCase() implements Rejection {}

    record OtherUnit(String unit) implements Rejection {}

    record AcceptingClerk() implements Rejection {}

    record SameExaminer() implements Rejection {}

    record ConflictOfInterest(String officer) implements Rejection {}

    record SameReviewer() implements Rejection {}

    record AlreadyReviewed(String by, Instant at) implements Rejection {}

    record NoEarlierStep(CaseStep to, CaseStep from) implements Rejection {}

    record AlreadyExtended(int workingDays) implements Rejection {}

    record NotHandledTogether() implements Rejection {}

    record TooLateToExtend(LocalDate statutoryDueOn) implements Rejection {}

    record NotYetStarted() implements Rejection {}

    record OtherStep(String due) implements Rejection {}

    record AlreadyExamined(String by, Instant at) implements Rejection {}

    record IsSuspended(SuspensionKind kind) implements Rejection {}

    record IsNotSuspended() implements Rejection {}

    record TooManySuspensions(int most) implements Rejection {}

    record AlreadyDecided(boolean granted, String by, Instant at) implements Rejection {}

    record EndedUnstarted(String because, Instant at) implements Rejection {}

    record WasWithdrawn(Instant at) implements Rejection {}

    record HasEnded(EndKind kind, Instant at) implements Rejection {}

    /** No correction is awaited, so none has failed to come. */
    record NoCorrectionAwaited() implements Rejection {}

    /** @param materials keys of what an earlier notice could have named */
    record VisibleAtFirstNotice(List<String> materials) implements Rejection {
        public VisibleAtFirstNotice {
            materials = List.copyOf(materials);
        }
    }

    /** Nothing has been asked for before, or nothing that could have been seen then. */
    record NoReasonNeeded() implements Rejection {}

    record CorrectionMayStillCome(LocalDate untilOn) implements Rejection {}

    record VisitMissing() implements Rejection {}

    record VisitNotSigned() implements Rejection {}

    record NothingToSign() implements Rejection {}

    record SameVisitor() implements Rejection {}

    record NotAsked(String unit) implements Rejection {}

    record NoSuchRequest(int request) implements Rejection {}

    record OpinionGiven(String unit) implements Rejection {}

    record RequestIsClosed(OpinionRequest.Standing standing) implements Rejection {}

    record TooManyRequests(int most) implements Rejection {}

    record AsksItself(String unit) implements Rejection {}

    record OpinionsOpen(List<String> silent) implements Rejection {}

    record OpinionsOppose() implements Rejection {}

    record NoHearing() implements Rejection {}

    record HearingIsOver() implements Rejection {}

    record HearingNotOver(LocalDate dueOn) implements Rejection {}

    record HearingAskedAlready(LocalDate on) implements Rejection {}

    record HearingNotAsked() implements Rejection {}

    record HearingNotPlanned() implements Rejection {}

    record HearingAskedTooLate(LocalDate untilOn) implements Rejection {}

    record HearingToldTooLate(LocalDate earliestOn) implements Rejection {}

    record HearingTooLate(LocalDate untilOn) implements Rejection {}

    record ChairExamined(String officer) implements Rejection {}

    record DayNotPast(LocalDate on) implements Rejection {}

    record DayBefore(LocalDate earliestOn) implements Rejection {}

    record RecordNotCited() implements Rejection {}

    /** Who decided before the revision, or worked on it then. */
    record DecidedBefore() implements Rejection {}

    record StandsAsItIs(String status) implements Rejection {}
}
