package onestop.evaluation.rectification;

import java.time.InstantSource;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
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
        return RectificationView.of(
                order,
                labels.of(order.about().labels()),
                names.unit(order.about().unit()).orElse(null),
                rectifications.steps(order.id()),
                receiptShown(order, reader),
                CountyTime.dayOf(CountyTime.now(clock)),
                calendars.current());
    }

    /** The receipt number tells a unit who the enterprise is, so of an anonymous rating only the supervisor sees it. */
    private static boolean receiptShown(RectificationOrder order, Caller reader) {
        if (!order.about().anonymous()) {
            return true;
        }
        return reader.is(Role.EVALUATION_SUPERVISOR) && !managesTheUnit(order, reader);
    }

    private static boolean managesTheUnit(RectificationOrder order, Caller reader) {
        return reader.is(Role.UNIT_MANAGER) && order.about().unit().equals(reader.unit());
    }

    /** Managers know the orders of their own unit; supervisors and auditors know all. */
    static boolean visible(RectificationOrder order, Caller reader) {
        return reader.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR) || managesTheUnit(order, reader);
    }
}
