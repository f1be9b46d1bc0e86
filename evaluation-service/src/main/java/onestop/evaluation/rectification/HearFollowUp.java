package onestop.evaluation.rectification;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import onestop.evaluation.rectification.Transition.Applied;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets the order of a rating know what its rater says once more. */
@Service
public class HearFollowUp {
    private static final Set<Status> PUT_RIGHT = Set.of(Status.RECTIFIED, Status.CALLED_BACK, Status.CLOSED);

    private final Rectifications rectifications;

    HearFollowUp(Rectifications rectifications) {
        this.rectifications = rectifications;
    }

    /** Whether a rating was put right, so that there is something to say. Until the transaction ends its order stays so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean awaits(UUID ratingId) {
        return rectifications
                .ofRating(ratingId)
                .flatMap(rectifications::findLocked)
                .filter(order -> PUT_RIGHT.contains(order.status()))
                .isPresent();
    }

    /** Adds it to the order, and so to the satisfaction with what was put right. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(UUID ratingId, boolean satisfied, Instant at) {
        rectifications
                .ofRating(ratingId)
                .flatMap(rectifications::findLocked)
                .map(order -> order.followUp(satisfied, at))
                .ifPresent(transition -> {
                    if (transition instanceof Applied(var next, var step)) {
                        rectifications.update(next, step);
                    }
                });
    }
}
