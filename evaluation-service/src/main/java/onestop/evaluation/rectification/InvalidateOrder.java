package onestop.evaluation.rectification;

import java.time.Instant;
import java.util.UUID;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends the order of a rating that is found invalid otherwise than by an objection. To be called before the rating's
 * standing is changed: an order is locked before its rating, so that two who find it invalid do not wait for each other.
 */
@Service
public class InvalidateOrder {
    private final Rectifications rectifications;
    private final Lights lights;
    private final Calendars calendars;
    private final Outbox outbox;

    InvalidateOrder(Rectifications rectifications, Lights lights, Calendars calendars, Outbox outbox) {
        this.rectifications = rectifications;
        this.lights = lights;
        this.calendars = calendars;
        this.outbox = outbox;
    }

    /**
     * Keeps others from the order of a rating, or of what it follows up, until the transaction ends; for who changes the rating
     * or its suspicion first.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockOrderOf(UUID ratingId) {
        rectifications.concernedBy(ratingId).ifPresent(rectifications::findLocked);
    }

    /** An order that is over stays as it ended, but costs its unit no points any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ofRating(UUID ratingId, String by, String reason, Instant at) {
        rectifications.ofRating(ratingId).flatMap(rectifications::findLocked).ifPresent(order -> {
            lights.lift(order.id(), order.oversight().dispatch().number(), at);
            if (order.invalidate(new StaffId(by), reason, at) instanceof Applied(var next, var step)) {
                rectifications.update(next, step);
                outbox.append(RectificationMessages.of(next, step, calendars.current()));
            }
        });
    }
}
