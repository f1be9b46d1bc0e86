package onestop.evaluation.partners;

import java.util.List;
import java.util.UUID;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.suspicion.Reason;
import org.jspecify.annotations.Nullable;

/** A rating from elsewhere of a service that was given here; its unit and matter are the service's. */
record OfOurService(UUID id, PartnerRating rating, InvitedService service, List<Reason> reasons) {

    Standing standing() {
        if (!rating.effective()) {
            return Standing.INVALIDATED;
        }
        return reasons.isEmpty() ? Standing.COUNTED : Standing.SUSPECT;
    }

    /** Where the service was given; a source may know it where we do not. */
    @Nullable
    String window() {
        return service.windowCode() == null ? rating.window() : service.windowCode();
    }

    Counted counted() {
        return new Counted(
                service.unit(),
                service.matter(),
                window(),
                rating.officer(),
                rating.town(),
                rating.regionLevel(),
                rating.channel(),
                rating.level(),
                rating.ratedOn());
    }
}
