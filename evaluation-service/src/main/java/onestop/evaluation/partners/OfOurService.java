package onestop.evaluation.partners;

import java.util.List;
import java.util.UUID;
import onestop.evaluation.catalogue.HallWindows.Place;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.suspicion.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A rating from elsewhere of a service that was given here. Its unit and matter are the service's, and so are its window, its
 * officer and its place: what the source says of these holds only where the service itself does not know.
 */
record OfOurService(UUID id, PartnerRating rating, InvitedService service, List<Reason> reasons) {

    UUID invitation() {
        return service.id().value();
    }

    Standing standing() {
        if (!rating.effective()) {
            return Standing.INVALIDATED;
        }
        return reasons.isEmpty() ? Standing.COUNTED : Standing.SUSPECT;
    }

    @Nullable
    String window() {
        return service.windowCode() == null ? rating.window() : service.windowCode();
    }

    @Nullable
    String officer() {
        return service.officer() == null ? rating.officer() : service.officer();
    }

    /** Null in the county's hall, whatever town the source names for a service that was given there. */
    @Nullable
    String town() {
        return ofUnknownPlace() ? rating.town() : service.town();
    }

    @Nullable
    RegionLevel regionLevel() {
        return ofUnknownPlace() ? rating.regionLevel() : service.regionLevel();
    }

    /** Whether neither the service nor its rater's channel says where it was given. */
    boolean nowhere() {
        return ofUnknownPlace() && rating.nowhere();
    }

    private boolean ofUnknownPlace() {
        return service.town() == null && service.regionLevel() == null;
    }

    /** The same, given there. */
    OfOurService at(Place place) {
        return new OfOurService(id, rating.at(place), service, reasons);
    }

    Counted counted() {
        return new Counted(
                service.unit(),
                service.matter(),
                window(),
                officer(),
                town(),
                regionLevel(),
                rating.channel(),
                rating.level(),
                rating.ratedOn());
    }
}
