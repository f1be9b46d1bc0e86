package onestop.evaluation.ratings;

import onestop.evaluation.invitations.InvitationCodes.Reading;
import onestop.evaluation.ratings.RatingRejection.AlreadyFollowedUp;
import onestop.evaluation.ratings.RatingRejection.AlreadyRated;
import onestop.evaluation.ratings.RatingRejection.CodeNotGenuine;
import onestop.evaluation.ratings.RatingRejection.CodeOfAnotherEnterprise;
import onestop.evaluation.ratings.RatingRejection.CodeOfUnknownKey;
import onestop.evaluation.ratings.RatingRejection.CodeUsed;
import onestop.evaluation.ratings.RatingRejection.NoSuchInvitation;
import onestop.evaluation.ratings.RatingRejection.NothingToFollowUp;
import onestop.evaluation.ratings.RatingRejection.OfficerOfTheFile;
import onestop.evaluation.ratings.RatingRejection.RatingClosed;
import onestop.evaluation.ratings.RatingRejection.StaffCannotRate;
import onestop.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Refusals as problem documents. */
@Component
class RatingRefusals {
    private final Problems problems;

    RatingRefusals(Problems problems) {
        this.problems = problems;
    }

    ResponseEntity<?> of(RatingRejection why) {
        return switch (why) {
            case NoSuchInvitation _ -> problems.reply(HttpStatus.NOT_FOUND, "no-such-invitation");
            case StaffCannotRate _ -> problems.reply(HttpStatus.FORBIDDEN, "staff-cannot-rate");
            case OfficerOfTheFile _ -> problems.reply(HttpStatus.FORBIDDEN, "officer-of-the-file");
            case RatingClosed(var openUntil) ->
                problems.reply(HttpStatus.CONFLICT, "rating-closed", openUntil.toString());
            case AlreadyRated _ -> problems.reply(HttpStatus.CONFLICT, "already-rated");
            case CodeUsed _ -> problems.reply(HttpStatus.CONFLICT, "code-used");
            case CodeNotGenuine _ -> problems.reply(HttpStatus.FORBIDDEN, "code-not-genuine");
            case CodeOfUnknownKey _ -> problems.reply(HttpStatus.FORBIDDEN, "code-of-unknown-key");
            case NothingToFollowUp _ -> problems.reply(HttpStatus.CONFLICT, "nothing-to-follow-up");
            case AlreadyFollowedUp _ -> problems.reply(HttpStatus.CONFLICT, "already-followed-up");
            case CodeOfAnotherEnterprise _ -> problems.reply(HttpStatus.FORBIDDEN, "code-of-another-enterprise");
        };
    }

    /** For a code that leads to no service. */
    ResponseEntity<?> of(Reading reading) {
        return switch (reading) {
            case Reading.UnknownKey _ -> of(new CodeOfUnknownKey());
            case Reading.Malformed _, Reading.Forged _ -> of(new CodeNotGenuine());
            case Reading.Genuine _ -> throw new IllegalArgumentException("a genuine code is no reason to refuse");
        };
    }
}
