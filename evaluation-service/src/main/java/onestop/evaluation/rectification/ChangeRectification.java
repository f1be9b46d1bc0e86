package onestop.evaluation.rectification;

import java.util.function.Function;
import onestop.evaluation.rectification.Rejection.NoSuchOrder;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Carries out one command on one order. Order, history and event commit together or not at all. */
@Service
class ChangeRectification {
    private final Rectifications rectifications;
    private final Calendars calendars;
    private final Outbox outbox;

    ChangeRectification(Rectifications rectifications, Calendars calendars, Outbox outbox) {
        this.rectifications = rectifications;
        this.calendars = calendars;
        this.outbox = outbox;
    }

    /** A command of a unit, which knows no orders but its own. */
    @Transactional
    Transition byUnit(RectificationId id, @Nullable String unit, Function<RectificationOrder, Transition> command) {
        return rectifications
                .findLocked(id)
                .filter(order -> order.about().unit().equals(unit))
                .map(order -> carryOut(order, command))
                .orElseGet(() -> new Declined(new NoSuchOrder()));
    }

    /** A command of the supervisors, who look after the orders of all units. */
    @Transactional
    Transition bySupervisor(RectificationId id, Function<RectificationOrder, Transition> command) {
        return rectifications
                .findLocked(id)
                .map(order -> carryOut(order, command))
                .orElseGet(() -> new Declined(new NoSuchOrder()));
    }

    private Transition carryOut(RectificationOrder order, Function<RectificationOrder, Transition> command) {
        var transition = command.apply(order);
        if (transition instanceof Applied(var next, var step)) {
            rectifications.update(next, step);
            RectificationMessages.of(next, step, calendars.current()).ifPresent(outbox::append);
        }
        return transition;
    }
}
