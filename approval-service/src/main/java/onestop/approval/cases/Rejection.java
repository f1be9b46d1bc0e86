package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;

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
}
