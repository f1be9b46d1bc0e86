package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.ChangeUnit;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.rectification.Rejection.NoSuchOrder;
import onestop.evaluation.rectification.Rejection.OwnMatter;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Carries out one command on one order. Order, history, lights and events commit together or not at all. */
@Service
class ChangeRectification {
    private final Rectifications rectifications;
    private final Lights lights;
    private final ChangeStanding standings;
    private final ChangeUnit units;
    private final List<WhenSentOn> listeners;
    private final List<WhenInvalidated> whenInvalidated;
    private final Calendars calendars;
    private final Outbox outbox;
    private final InstantSource clock;

    ChangeRectification(
            Rectifications rectifications,
            Lights lights,
            ChangeStanding standings,
            ChangeUnit units,
            List<WhenSentOn> listeners,
            List<WhenInvalidated> whenInvalidated,
            Calendars calendars,
            Outbox outbox,
            InstantSource clock) {
        this.rectifications = rectifications;
        this.lights = lights;
        this.standings = standings;
        this.units = units;
        this.listeners = listeners;
        this.whenInvalidated = whenInvalidated;
        this.calendars = calendars;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A command on the order that is found under the id and that the caller may know of. */
    @Transactional
    Transition change(
            RectificationId id,
            Predicate<RectificationOrder> visible,
            Function<RectificationOrder, Transition> command) {
        return rectifications
                .findLocked(id)
                .filter(visible)
                .map(order -> carryOut(order, command))
                .orElseGet(() -> new Declined(new NoSuchOrder()));
    }

    /** A command of a unit, which knows no orders but its own. */
    @Transactional
    Transition byUnit(RectificationId id, @Nullable String unit, Function<RectificationOrder, Transition> command) {
        return change(id, order -> order.about().unit().equals(unit), command);
    }

    /**
     * A command of a supervisor, who looks after the orders of all units, but neither calls back nor closes, opens anew,
     * instructs or talks in a matter of the own unit or of a file with a part of the own work in it.
     */
    @Transactional
    Transition bySupervisor(RectificationId id, Caller caller, Function<RectificationOrder, Transition> command) {
        return change(
                id,
                _ -> true,
                order -> rectifications.decider(order, caller).concernedBy(order)
                        ? new Declined(new OwnMatter())
                        : command.apply(order));
    }

    /** Keeps what was said in a talk, if there was reason for one. */
    @Transactional
    Transition talk(RectificationId id, Caller caller, Talk talk, Instant at) {
        var by = CommandReplies.staff(caller);
        return bySupervisor(id, caller, order -> {
            var transition = order.talk(by, talk.heldOn(), talk.conclusion(), at, calendars.current());
            if (transition instanceof Applied(var next, var _)) {
                rectifications.keep(next, talk, by, at);
            }
            return transition;
        });
    }

    private Transition carryOut(RectificationOrder order, Function<RectificationOrder, Transition> command) {
        var calendar = calendars.current();
        // A light that is due and that nobody has looked at yet turns before the command puts its clock out.
        outbox.append(lights.turn(List.of(Lights.Running.of(order)), CountyTime.now(clock), calendar).stream()
                .map(LightMessages::turned)
                .toList());
        var transition = command.apply(order);
        if (transition instanceof Applied(var next, var step)) {
            rectifications.update(next, step);
            followUp(order, next, step);
            outbox.append(RectificationMessages.of(next, step, calendar));
        }
        return transition;
    }

    private void followUp(RectificationOrder before, RectificationOrder next, Step step) {
        if (step.kind() == Step.Kind.CLOSED && next.asksAgain()) {
            CallBackMessages.secondDue(
                            next, step, rectifications.collected(next.id()).orElse(null))
                    .ifPresent(outbox::append);
        }
        if (step.kind() == Step.Kind.REDISPATCHED) {
            lights.lift(next.id(), before.oversight().dispatch().number(), step.at());
            var about = next.about();
            if (about.origin() == Origin.RATING) {
                units.move(about.originId(), about.unit(), by(step), step.at());
            }
            listeners.forEach(listener -> listener.sentOn(about.origin(), about.originId(), about.unit()));
        }
        if (step.kind() == Step.Kind.INVALIDATED) {
            lights.lift(next.id(), before.oversight().dispatch().number(), step.at());
            if (next.about().origin() == Origin.RATING) {
                standings.move(
                        List.of(next.about().originId()),
                        Standing.INVALIDATED,
                        "OBJECTION_UPHELD",
                        by(step),
                        step.at());
            }
            whenInvalidated.forEach(listener ->
                    listener.invalidated(next.about().origin(), next.about().originId()));
        }
    }

    private static @Nullable String by(Step step) {
        return step.by() == null ? null : step.by().value();
    }
}
