package onestop.evaluation.rectification;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets the order of a rating know what its rater says once more. */
@Service
public class HearFollowUp {
    private final Rectifications rectifications;
    private final Calendars calendars;
    private final Outbox outbox;

    HearFollowUp(Rectifications rectifications, Calendars calendars, Outbox outbox) {
        this.rectifications = rectifications;
        this.calendars = calendars;
        this.outbox = outbox;
    }

    /** Whether a rating was put right, so that there is something to say. Until the transaction ends its order stays so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean awaits(UUID ratingId) {
        return rectifications
                .ofRating(ratingId)
                .flatMap(rectifications::findLocked)
                .filter(order -> order.status().putRight())
                .isPresent();
    }

    /** Which of these were put right. Until the transaction ends their orders stay so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> awaiting(Collection<UUID> ratings) {
        return ratings.isEmpty() ? Set.of() : Set.copyOf(rectifications.putRight(ratings));
    }

    /** Which of these are still to be put right. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> open(Collection<UUID> ratings) {
        return ratings.isEmpty() ? Set.of() : Set.copyOf(rectifications.open(ratings));
    }

    /** Keeps others from the orders of these ratings until the transaction ends; all lock them in one order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<UUID> ratings) {
        if (!ratings.isEmpty()) {
            rectifications.lockOf(ratings);
        }
    }

    /**
     * What was said once more about this rating was found invalid, or is set aside until somebody has looked at it, and no
     * longer is the answer about the round in which it was said; what has been said or done since stays.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdrawn(UUID ratingId, Instant at) {
        rectifications
                .ofRating(ratingId)
                .flatMap(rectifications::findLocked)
                .flatMap(order -> rectifications
                        .answers(order.id())
                        .followUp()
                        .map(followUp -> order.withdrawFollowUp(followUp, at)))
                .ifPresent(this::keep);
    }

    /** The same of many, by first rating, as other systems tell; nothing is added to what is not put right. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(Map<UUID, Boolean> satisfied, Instant at) {
        if (!satisfied.isEmpty()) {
            rectifications
                    .putRight(satisfied.keySet())
                    .forEach(rating -> given(rating, satisfied.getOrDefault(rating, false), at));
        }
    }

    /**
     * What was set aside is believed after all, and is the answer about the round in which it was said; it stands behind what the
     * rater has answered about that round since.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void believed(UUID ratingId, boolean satisfied, Instant saidAt, Instant at) {
        rectifications
                .ofRating(ratingId)
                .flatMap(rectifications::findLocked)
                .flatMap(order -> {
                    var answers = rectifications.answers(order.id());
                    return answers.roundOf(saidAt)
                            .map(round -> order.believeFollowUp(round, answers.of(round), satisfied, at));
                })
                .ifPresent(this::keep);
    }

    /** Adds it to the order, and so to the satisfaction with what was put right; who is not satisfied is heard by the office. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(UUID ratingId, boolean satisfied, Instant at) {
        rectifications
                .ofRating(ratingId)
                .flatMap(rectifications::findLocked)
                .map(order -> order.followUp(satisfied, at))
                .ifPresent(this::keep);
    }

    private void keep(Transition transition) {
        if (transition instanceof Applied(var next, var step)) {
            rectifications.update(next, step);
            outbox.append(RectificationMessages.of(next, step, calendars.current()));
        }
    }
}
