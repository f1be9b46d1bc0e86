package onestop.evaluation.rectification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.scale.Level;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/** Steps to wire messages. Names are literals: renaming a class must not rename a contract. No words of people here. */
public final class RectificationMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.rectification");

    private RectificationMessages() {}

    record Opened(
            String rectificationId,
            String ratingId,
            String receiptNumber,
            String unit,
            Level level,
            List<String> labels,
            OffsetDateTime openedAt,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            boolean provisional) {}

    record Closed(
            String rectificationId,
            String ratingId,
            String receiptNumber,
            String unit,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            OffsetDateTime rectifiedAt,
            boolean onTime,
            boolean complex,
            int rounds,
            @Nullable Outcome callBackOutcome,
            OffsetDateTime closedAt) {}

    /** What the outside is told of a step; nothing of those between opening and closing. */
    static Optional<OutgoingEvent> of(RectificationOrder order, Step step, WorkingDayCalendar calendar) {
        return switch (step.kind()) {
            case OPENED ->
                Optional.of(
                        message("onestop.evaluation.rectification.opened.v1", order, step, opened(order, calendar)));
            case CLOSED ->
                Optional.of(
                        message("onestop.evaluation.rectification.closed.v1", order, step, closed(order, calendar)));
            case CONTACTED, CONFIRMED, DECLARED_COMPLEX, RECTIFIED, CALL_BACK_NOT_REACHED, CALLED_BACK, REOPENED ->
                Optional.empty();
        };
    }

    private static Opened opened(RectificationOrder order, WorkingDayCalendar calendar) {
        var about = order.about();
        var rectifyDue = order.round().rectifyDue(calendar, order.complex());
        return new Opened(
                order.id().value().toString(),
                about.ratingId().toString(),
                about.receiptNumber(),
                about.unit(),
                about.level(),
                about.labels(),
                CountyTime.at(order.openedAt()),
                order.round().contactDueOn(calendar),
                rectifyDue.requireDueOn(),
                rectifyDue.provisional());
    }

    private static Closed closed(RectificationOrder order, WorkingDayCalendar calendar) {
        var about = order.about();
        var remedy = Objects.requireNonNull(order.remedy());
        return new Closed(
                order.id().value().toString(),
                about.ratingId().toString(),
                about.receiptNumber(),
                about.unit(),
                order.round().contactDueOn(calendar),
                order.round().rectifyDueOn(calendar, order.complex()),
                CountyTime.at(remedy.at()),
                !order.tally().rectifiedLate(),
                order.complex(),
                order.round().number(),
                order.outcome(),
                CountyTime.at(Objects.requireNonNull(order.closedAt())));
    }

    private static OutgoingEvent message(String type, RectificationOrder order, Step step, Object data) {
        var id = order.id().value().toString();
        return new OutgoingEvent(TOPIC, id, type, id, order.version(), step.at(), data);
    }
}
