package onestop.evaluation.partners;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.counting.RatingCounts.Counted;
import onestop.evaluation.partners.PartnerRatings.Stored;
import onestop.evaluation.rectification.BadRating;
import onestop.evaluation.rectification.OpenRectification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a batch of ratings in: stored, counted, and the bad ones dispatched, in the caller's transaction. */
@Service
class TakeRatings {
    /** What the service is called in an order, since the source does not tell which it was. */
    private static final String SERVICE = "REPORTED";

    private final PartnerRatings ratings;
    private final RatingCounts counts;
    private final OpenRectification rectifications;
    private final List<WhenTaken> listeners;

    TakeRatings(
            PartnerRatings ratings, RatingCounts counts, OpenRectification rectifications, List<WhenTaken> listeners) {
        this.ratings = ratings;
        this.counts = counts;
        this.rectifications = rectifications;
        this.listeners = listeners;
    }

    /** @return those that were new; the others had been taken in before */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<PartnerRating> take(Collection<PartnerRating> batch, Instant at) {
        var taken = ratings.insert(batch);
        if (taken.isEmpty()) {
            return List.of();
        }
        var told = taken.stream()
                .map(Stored::rating)
                .map(rating -> new WhenTaken.Taken(rating.source(), rating.number(), rating.unit(), rating.item()))
                .toList();
        listeners.forEach(listener -> listener.taken(told, at));
        // Orders before tallies: what many transactions change is held as short as can be.
        open(taken.stream().filter(stored -> stored.rating().level().bad()).toList(), at);
        counts.taken(taken, stored -> counted(stored.rating()));
        return taken.stream().map(Stored::rating).toList();
    }

    private void open(List<Stored> bad, Instant at) {
        if (!bad.isEmpty()) {
            rectifications.open(bad.stream().map(TakeRatings::badRating).toList(), at);
        }
    }

    private static BadRating badRating(Stored stored) {
        var rating = stored.rating();
        return new BadRating(
                stored.id(),
                rating.number(),
                SERVICE,
                rating.item(),
                rating.unit(),
                rating.level(),
                rating.labels(),
                rating.text(),
                rating.anonymous());
    }

    private static Counted counted(PartnerRating rating) {
        return new Counted(
                rating.unit(),
                rating.item(),
                rating.window(),
                rating.officer(),
                rating.town(),
                rating.regionLevel(),
                rating.channel(),
                rating.level(),
                rating.ratedOn());
    }
}
