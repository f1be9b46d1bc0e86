package onestop.evaluation.ratings;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.facts.CheckLabels;
import onestop.evaluation.invitations.InvitationId;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.ratings.RatingView.Beside;
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
    private final Invitations invitations;
    private final Labels labels;
    private final CheckLabels checks;
    private final RectificationProgress orders;
    private final RatingAppeals appeals;

    ReadRating(
            Ratings ratings,
            Invitations invitations,
            Labels labels,
            CheckLabels checks,
            RectificationProgress orders,
            RatingAppeals appeals) {
        this.ratings = ratings;
        this.invitations = invitations;
        this.labels = labels;
        this.checks = checks;
        this.orders = orders;
        this.appeals = appeals;
    }

    /** The rating as the reader may see it; empty when the reader may not know of it. A follow-up is read with its rating. */
    Optional<RatingView> read(UUID ratingId, Caller reader) {
        return ratings.find(ratingId)
                .filter(rating -> rating.followUpOf() == null)
                .flatMap(rating -> view(rating, reader));
    }

    /** For whoever holds the code of the service: as the enterprise reads it. */
    Optional<RatingView> ofService(InvitationId service) {
        return stored(service).map(rating -> RatingView.forTheGiver(rating, beside(rating)));
    }

    /** The first rating of the service. */
    Optional<Stored> stored(InvitationId service) {
        return ratings.ofInvitation(service.value()).flatMap(ratings::find);
    }

    /** The first rating of this id, for the enterprise whose it is. */
    Optional<Stored> own(UUID ratingId, Caller reader) {
        return ratings.find(ratingId).filter(rating -> rating.followUpOf() == null && ownOf(rating, reader));
    }

    private static boolean ownOf(Stored rating, Caller reader) {
        return rating.receiptNumber() != null
                && InvitedService.isOf(reader, rating.receiptNumber(), rating.enterprise(), rating.agent());
    }

    private Optional<RatingView> view(Stored rating, Caller reader) {
        // Supervisors and auditors of the rated unit are of the rated unit, and so are those with a part in the file.
        if (reader.isAny(Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR)
                        && rating.unit().equals(reader.unit())
                || reader.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)
                        && invitations.servedBy(rating.ratingId(), reader.subject())) {
            return Optional.of(RatingView.forTheUnit(rating, beside(rating)));
        }
        if (ownOf(rating, reader)) {
            return Optional.of(RatingView.forTheGiver(rating, beside(rating)));
        }
        if (reader.is(Role.EVALUATION_SUPERVISOR)) {
            var contact = ratings.contact(rating.ratingId()).orElse(null);
            return Optional.of(RatingView.forTheSupervisor(rating, beside(rating), contact));
        }
        return reader.is(Role.AUDITOR)
                ? Optional.of(RatingView.forTheAuditor(rating, beside(rating)))
                : Optional.empty();
    }

    private Beside beside(Stored rating) {
        var followUp = ratings.followUp(rating.ratingId())
                .flatMap(ratings::find)
                .map(later -> RatingView.followUp(later, words(later)))
                .orElse(null);
        return new Beside(
                words(rating),
                ratings.dimensions(rating.ratingId()),
                orders.of(rating.ratingId()).orElse(null),
                followUp,
                appeals.of(rating));
    }

    private List<RatedLabel> words(Stored rating) {
        var found = checks.of(rating.ratingId());
        return labels.of(rating.labels()).stream()
                .map(label -> RatedLabel.of(label, found.get(label.code())))
                .toList();
    }
}
