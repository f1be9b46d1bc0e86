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
        return RectificationView.of(
                order,
                labels.of(about.labels()),
                names.units(List.of(about.unit())).get(about.unit()),
                about.matter() == null
                        ? null
                        : names.matters(List.of(about.matter())).get(about.matter()),
                steps(order, reader),
                receiptShown(order, reader),
                callsBack(order, reader) ? rectifications.reachedBy(order.id()).orElse(null) : null,
                CountyTime.dayOf(CountyTime.now(clock)),
                calendars.current());
    }

    /** The receipt number tells a unit who the enterprise is, so of an anonymous rating only the supervisor sees it. */
    private static boolean receiptShown(RectificationOrder order, Caller reader) {
        if (!order.about().anonymous()) {
            return true;
        }
        return callsBack(order, reader);
    }

    private static boolean callsBack(RectificationOrder order, Caller reader) {
        return reader.is(Role.EVALUATION_SUPERVISOR) && !managesTheUnit(order, reader);
    }

    /** What a supervisor notes of a call may tell who was called: the unit reads it only where the order goes back to it. */
    private List<StepView> steps(RectificationOrder order, Caller reader) {
        var steps = rectifications.steps(order.id());
        return reader.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR) && !managesTheUnit(order, reader)
                ? steps
                : steps.stream().map(RectificationViews::withoutNoteOfACall).toList();
    }

    private static StepView withoutNoteOfACall(StepView step) {
        return switch (step.step()) {
            case CALL_BACK_NOT_REACHED, CALLED_BACK, CLOSED ->
                new StepView(step.version(), step.step(), step.at(), step.by(), null);
            // The account that answered is the rater's.
            case SECOND_CALL_BACK_ANSWERED -> new StepView(step.version(), step.step(), step.at(), null, null);
            case OPENED,
                    CONTACTED,
                    CONFIRMED,
                    DECLARED_COMPLEX,
                    RECTIFIED,
                    REOPENED,
                    FOLLOWED_UP,
                    OBJECTED,
                    OBJECTION_REJECTED,
                    REDISPATCHED,
                    INVALIDATED,
                    CHECK_PASSED,
                    CHECK_FAILED,
                    INSTRUCTED,
                    TALKED -> step;
        };
    }

    private static boolean managesTheUnit(RectificationOrder order, Caller reader) {
        return reader.is(Role.UNIT_MANAGER) && order.about().unit().equals(reader.unit());
    }

    /** Managers know the orders of their own unit; supervisors and auditors know all. */
    static boolean visible(RectificationOrder order, Caller reader) {
        return reader.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR) || managesTheUnit(order, reader);
    }
}
