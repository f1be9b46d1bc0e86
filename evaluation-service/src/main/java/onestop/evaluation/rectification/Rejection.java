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
}
