package onestop.evaluation.ratings;

import java.time.LocalDate;

/** Why a rating was not taken. Each kind is one public problem type. */
sealed interface RatingRejection {

    /** There is none, or it is another enterprise's and the caller may not learn of it. */
    record NoSuchInvitation() implements RatingRejection {}

    /** Staff rate nothing, not even with an enterprise of their own. */
    record StaffCannotRate() implements RatingRejection {}

    record OfficerOfTheFile() implements RatingRejection {}

    record RatingClosed(LocalDate openUntil) implements RatingRejection {}

    record AlreadyRated() implements RatingRejection {}
}
