package onestop.evaluation.ratings;

import java.util.Optional;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.Staff;
import onestop.evaluation.ratings.RatingRejection.CodeOfAnotherEnterprise;
import onestop.evaluation.ratings.RatingRejection.OfficerOfTheFile;
import onestop.evaluation.ratings.RatingRejection.StaffCannotRate;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may say nothing of a service, neither at first nor after the rectification. Whoever is not signed in holds its code. */
@Component
class Raters {
    private final Invitations invitations;

    Raters(Invitations invitations) {
        this.invitations = invitations;
    }

    /**
     * Why somebody may not; empty when nothing speaks against it.
     *
     * @param enterprise null for a service that is rated with its code only
     */
    Optional<RatingRejection> refusal(
            String receiptNumber, @Nullable String enterprise, @Nullable String agent, @Nullable Caller rater) {
        if (rater == null) {
            return Optional.empty();
        }
        if (Staff.includes(rater)) {
            return Optional.of(new StaffCannotRate());
        }
        if (enterprise != null && !InvitedService.isOf(rater, receiptNumber, enterprise, agent)) {
            return Optional.of(new CodeOfAnotherEnterprise());
        }
        return invitations.workedOn(receiptNumber, rater.subject())
                ? Optional.of(new OfficerOfTheFile())
                : Optional.empty();
    }
}
