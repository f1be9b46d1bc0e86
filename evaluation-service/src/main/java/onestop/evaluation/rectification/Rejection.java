package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;

/** Why a command on an order was turned down. Each kind is one public problem type. */
sealed interface Rejection {

    /** There is none, or it is another unit's and the caller may not learn of it. */
    record NoSuchOrder() implements Rejection {}

    record WrongState(Status found) implements Rejection {}

    record AlreadyClosed(Instant at) implements Rejection {}

    /** The rating was given under a name. */
    record CallBackFirst() implements Rejection {}

    /** The short limit had passed before anybody said that the matter is complex. */
    record ComplexDeclaredLate(LocalDate dueOn) implements Rejection {}

    record AlreadyComplex() implements Rejection {}

    /** Who rectified does not ask the rater whether it was done well. */
    record OwnRectification() implements Rejection {}

    /** An upheld objection has ended the order. */
    record AlreadyInvalidated(Instant at) implements Rejection {}

    /** The days in which an objection could be filed are over, or the rater has asked for a second round. */
    record ObjectionTooLate(LocalDate dueOn) implements Rejection {}

    /** A unit objects once. */
    record AlreadyObjected() implements Rejection {}

    /** Nobody decides on, or checks, what is their own unit's, their own file's or their own objection. */
    record OwnMatter() implements Rejection {}

    /** The unit that objects cannot be the one the order is sent on to. */
    record SameUnit(String unit) implements Rejection {}

    /** Attempts to reach the rater are made at different times. */
    record AttemptTooSoon(Instant notBefore) implements Rejection {}

    record AlreadyChecked() implements Rejection {}

    record NoMoreRounds() implements Rejection {}

    /** Talks are held about what is late or was not done as reported. */
    record NothingToTalkAbout() implements Rejection {}

    record AlreadyAnswered() implements Rejection {}

    /** A rater who withheld the name is not asked again. */
    record NotAsked() implements Rejection {}

    /** Whoever spoke is asked by a message or by the system that collected it, and answers there. */
    record AskedByOthers() implements Rejection {}

    /** So often as it is tried after the closing nobody was reached. */
    record NoMoreCalls() implements Rejection {}
}
