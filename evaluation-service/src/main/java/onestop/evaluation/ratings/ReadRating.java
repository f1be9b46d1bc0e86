package onestop.evaluation.ratings;

import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.ratings.Ratings.Stored;
import onestop.evaluation.rectification.RectificationProgress;
import onestop.evaluation.scale.Labels;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Service;

/** A rating for one reader. Somebody with several roles sees what the most restricted of them may see. */
@Service
class ReadRating {
    private final Ratings ratings;
    private final Labels labels;
    private final RectificationProgress orders;

    ReadRating(Ratings ratings, Labels labels, RectificationProgress orders) {
        this.ratings = ratings;
        this.labels = labels;
        this.orders = orders;
    }

    /** The rating as the reader may see it; empty when the reader may not know of it. */
    Optional<RatingView> read(UUID ratingId, Caller reader) {
        return ratings.find(ratingId).flatMap(rating -> view(rating, reader));
    }

    /** For whoever holds the code of the service: as the enterprise reads it. */
    Optional<RatingView> ofService(InvitationId service) {
        return ratings.ofInvitation(service.value())
                .flatMap(ratings::find)
                .map(rating -> RatingView.forTheGiver(
                        rating,
                        labels.of(rating.labels()),
                        orders.of(rating.ratingId()).orElse(null)));
    }

    private Optional<RatingView> view(Stored rating, Caller reader) {
        var words = labels.of(rating.labels());
        var order = orders.of(rating.ratingId()).orElse(null);
        if (reader.is(Role.UNIT_MANAGER) && rating.unit().equals(reader.unit())) {
            return Optional.of(RatingView.forTheUnit(rating, words, order));
        }
        if (reader.is(Role.APPLICANT) && rating.enterprise() != null && reader.actsFor(rating.enterprise())) {
            return Optional.of(RatingView.forTheGiver(rating, words, order));
        }
        if (reader.is(Role.EVALUATION_SUPERVISOR)) {
            var contact = ratings.contact(rating.ratingId()).orElse(null);
            return Optional.of(RatingView.forTheSupervisor(rating, words, order, contact));
        }
        return reader.is(Role.AUDITOR) ? Optional.of(RatingView.forTheUnit(rating, words, order)) : Optional.empty();
    }
}
