package onestop.evaluation.rectification;

import java.time.InstantSource;
import java.util.List;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.rectification.RectificationView.StepView;
import onestop.evaluation.scale.Labels;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Component;

/** Makes the view of an order for one reader. */
@Component
class RectificationViews {
    private final Rectifications rectifications;
    private final CatalogueNames names;
    private final Labels labels;
    private final Calendars calendars;
    private final InstantSource clock;

    RectificationViews(
            Rectifications rectifications,
            CatalogueNames names,
            Labels labels,
            Calendars calendars,
            InstantSource clock) {
        this.rectifications = rectifications;
        this.names = names;
        this.labels = labels;
        this.calendars = calendars;
        this.clock = clock;
    }

    RectificationView of(RectificationOrder order, Caller reader) {
        var about = order.about();
        // Whoever is of the unit, or had a part in the file, reads as the unit does, also as supervisor or auditor.
        boolean concerned = rectifications.decider(order, reader).concernedBy(order);
        boolean callsBack = reader.is(Role.EVALUATION_SUPERVISOR) && !concerned;
        boolean timeShown = !about.anonymous() || (supervises(reader) && !concerned);
        return RectificationView.of(
                order,
                labels.of(about.labels()),
                names.units(List.of(about.unit())).get(about.unit()),
                about.matter() == null
                        ? null
                        : names.matters(List.of(about.matter())).get(about.matter()),
                steps(order, callsBack, timeShown),
                // The receipt number tells a unit who the enterprise is.
                !about.anonymous() || callsBack,
                timeShown,
                callsBack ? rectifications.reachedBy(order.id()).orElse(null) : null,
                CountyTime.dayOf(CountyTime.now(clock)),
                calendars.current());
    }

    static boolean supervises(Caller reader) {
        return reader.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR);
    }

    /** To the second they would tell the unit who stood at the counter, so of an anonymous rating it learns the day. */
    private List<StepView> steps(RectificationOrder order, boolean notesShown, boolean timeShown) {
        return rectifications.steps(order.id()).stream()
                .map(step -> notesShown || !ofACall(step) ? step : step.withoutNote())
                .map(step -> timeShown || !byTheRater(step) ? step : step.ofTheDay())
                .toList();
    }

    /**
     * What a supervisor notes of a call, and what the rater answered, may tell who it was: only supervisors read it, and the
     * unit where the order goes back to it.
     */
    private static boolean ofACall(StepView step) {
        return switch (step.step()) {
            case CALL_BACK_NOT_REACHED, CALLED_BACK, CLOSED, SECOND_CALL_BACK_ANSWERED, SECOND_CALL_BACK_NOT_REACHED ->
                true;
            case OPENED,
                    CONTACTED,
                    CONFIRMED,
                    DECLARED_COMPLEX,
                    RECTIFIED,
                    REOPENED,
                    FOLLOWED_UP,
                    FOLLOW_UP_WITHDRAWN,
                    OBJECTED,
                    OBJECTION_REJECTED,
                    REDISPATCHED,
                    INVALIDATED,
                    CHECK_PASSED,
                    CHECK_FAILED,
                    INSTRUCTED,
                    TALKED -> false;
        };
    }

    /** What the platform noted when the rater rated, followed up or answered: nobody of the staff did it. */
    private static boolean byTheRater(StepView step) {
        return step.by() == null;
    }

    /** Supervisors and auditors know all orders; the unit's people those that they may object to. */
    boolean visible(RectificationOrder order, Caller reader) {
        return supervises(reader) || mayObject(order, reader);
    }

    /** The unit's manager, or whoever of the unit it is about, if they may learn of it. */
    boolean mayObject(RectificationOrder order, Caller caller) {
        var about = order.about();
        return about.unit().equals(caller.unit())
                && (caller.is(Role.UNIT_MANAGER)
                        || (about.toldToOfficers() && rectifications.concerns(order, CommandReplies.staff(caller))));
    }
}
