package onestop.approval.cases;

import java.time.Instant;

/** Why a command on a case was turned down. Each kind is one public problem type. */
sealed interface Rejection {
    record NoSuchCase() implements Rejection {}

    record OtherUnit(String unit) implements Rejection {}

    record AcceptingClerk() implements Rejection {}

    record SameExaminer() implements Rejection {}

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
