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

    /** The code has been used: the service's one rating was given with it. */
    record CodeUsed() implements RatingRejection {}

    record CodeNotGenuine() implements RatingRejection {}

    /** Made with a key that is not ours, or no more. */
    record CodeOfUnknownKey() implements RatingRejection {}

    /** Whoever is signed in acts for other enterprises than the one that received the service. */
    record CodeOfAnotherEnterprise() implements RatingRejection {}

    /** There was no rectification of this rating, or it is not done yet. */
    record NothingToFollowUp() implements RatingRejection {}

    record AlreadyFollowedUp() implements RatingRejection {}
}
