package onestop.evaluation.rectification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    record OpenedOnFinding(
            String rectificationId,
            Origin origin,
            String originId,
            String unit,
            Level level,
            OffsetDateTime openedAt,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            boolean provisional) {}

    record Redispatched(
            String rectificationId,
            Origin origin,
            String originId,
            String unit,
            int dispatch,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            boolean provisional) {}

    record Reopened(
            String rectificationId,
            Origin origin,
            String originId,
            String unit,
            int round,
            LocalDate contactDueOn,
            LocalDate rectifyDueOn,
            boolean provisional) {}

    record RaterDissatisfied(
            String rectificationId,
            Origin origin,
            String originId,
            String unit,
            int round,
            SaidIn saidIn,
            LocalDate checkDueOn) {}

    /** Where a rater said that it was not put right. */
    enum SaidIn {
        FOLLOW_UP,
        SECOND_CALL_BACK
    }

    record Invalidated(
            String rectificationId,
            Origin origin,
            String originId,
            String unit,
            String objection,
            OffsetDateTime invalidatedAt) {}

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

    record ClosedOnFinding(
            String rectificationId,
            Origin origin,
            String originId,
            String unit,
            LocalDate rectifyDueOn,
            OffsetDateTime rectifiedAt,
            boolean onTime,
            boolean complex,
            int rounds,
            OffsetDateTime closedAt) {}

    /** @param by the account of whoever did it: kept from appeals about it */
    record Handled(
            String rectificationId,
            Origin origin,
            String originId,
            @Nullable String receiptNumber,
            Step.Kind act,
            String by,
            OffsetDateTime at) {}

    /**
     * What the outside is told of a step: where an order begins, begins again, goes to another unit, ends, or did not help; and who at
     * the unit did something about it, or decided on its objection.
     */
    static List<OutgoingEvent> of(RectificationOrder order, Step step, WorkingDayCalendar calendar) {
        return Stream.concat(told(order, step, calendar).stream(), handled(order, step).stream())
                .toList();
    }

    private static List<OutgoingEvent> told(RectificationOrder order, Step step, WorkingDayCalendar calendar) {
        return switch (step.kind()) {
            case OPENED -> List.of(opened(order, step, calendar));
            case CLOSED -> closed(order, step, calendar);
            case REDISPATCHED ->
                List.of(message(
                        "onestop.evaluation.rectification.redispatched.v1",
                        order,
                        step,
                        redispatched(order, calendar)));
            case REOPENED -> List.of(reopened(order, step, calendar));
            case CHECK_FAILED ->
                order.status() == Status.REOPENED ? List.of(reopened(order, step, calendar)) : List.of();
            case INVALIDATED ->
                List.of(message("onestop.evaluation.rectification.invalidated.v1", order, step, invalidated(order)));
            case FOLLOWED_UP -> dissatisfied(order, step, SaidIn.FOLLOW_UP, calendar);
            case SECOND_CALL_BACK_ANSWERED -> dissatisfied(order, step, SaidIn.SECOND_CALL_BACK, calendar);
            case CONTACTED,
                    CONFIRMED,
                    DECLARED_COMPLEX,
                    RECTIFIED,
                    CALL_BACK_NOT_REACHED,
                    SECOND_CALL_BACK_NOT_REACHED,
                    CALLED_BACK,
                    OBJECTED,
                    OBJECTION_REJECTED,
                    CHECK_PASSED,
                    FOLLOW_UP_WITHDRAWN,
                    INSTRUCTED,
                    TALKED -> List.of();
        };
    }

    private static Optional<OutgoingEvent> handled(RectificationOrder order, Step step) {
        boolean isHandling = switch (step.kind()) {
            case CONTACTED,
                    CONFIRMED,
                    DECLARED_COMPLEX,
                    RECTIFIED,
                    OBJECTED,
                    OBJECTION_REJECTED,
                    REDISPATCHED,
                    INVALIDATED -> true;
            case OPENED,
                    CALL_BACK_NOT_REACHED,
                    CALLED_BACK,
                    REOPENED,
                    CLOSED,
                    FOLLOWED_UP,
                    FOLLOW_UP_WITHDRAWN,
                    CHECK_PASSED,
                    CHECK_FAILED,
                    INSTRUCTED,
                    SECOND_CALL_BACK_ANSWERED,
                    SECOND_CALL_BACK_NOT_REACHED,
                    TALKED -> false;
        };
        var by = step.by();
        var about = order.about();
        return !isHandling || by == null
                ? Optional.empty()
                : Optional.of(message(
                        "onestop.evaluation.rectification.handled.v1",
                        order,
                        step,
                        new Handled(
                                id(order),
                                about.origin(),
                                about.originId().toString(),
                                about.receiptNumber(),
                                step.kind(),
                                by.value(),
                                CountyTime.at(step.at()))));
    }

    private static OutgoingEvent opened(RectificationOrder order, Step step, WorkingDayCalendar calendar) {
        var about = order.about();
        var rectifyDue = order.round().rectifyDue(calendar, order.complex());
        var receiptNumber = about.receiptNumber();
        if (receiptNumber == null) {
            return message(
                    "onestop.evaluation.rectification.opened-on-finding.v1",
                    order,
                    step,
                    new OpenedOnFinding(
                            id(order),
                            about.origin(),
                            about.originId().toString(),
                            about.unit(),
                            about.level(),
                            CountyTime.at(order.openedAt()),
                            order.round().contactDueOn(calendar),
                            rectifyDue.requireDueOn(),
                            rectifyDue.provisional()));
        }
        return message(
                "onestop.evaluation.rectification.opened.v1",
                order,
                step,
                new Opened(
                        id(order),
                        about.originId().toString(),
                        receiptNumber,
                        about.unit(),
                        about.level(),
                        about.labels(),
                        CountyTime.at(order.openedAt()),
                        order.round().contactDueOn(calendar),
                        rectifyDue.requireDueOn(),
                        rectifyDue.provisional()));
    }

    private static Redispatched redispatched(RectificationOrder order, WorkingDayCalendar calendar) {
        var about = order.about();
        var rectifyDue = order.round().rectifyDue(calendar, order.complex());
        return new Redispatched(
                id(order),
                about.origin(),
                about.originId().toString(),
                about.unit(),
                order.oversight().dispatch().number(),
                order.round().contactDueOn(calendar),
                rectifyDue.requireDueOn(),
                rectifyDue.provisional());
    }

    private static OutgoingEvent reopened(RectificationOrder order, Step step, WorkingDayCalendar calendar) {
        var about = order.about();
        var rectifyDue = order.round().rectifyDue(calendar, order.complex());
        return message(
                "onestop.evaluation.rectification.reopened.v1",
                order,
                step,
                new Reopened(
                        id(order),
                        about.origin(),
                        about.originId().toString(),
                        about.unit(),
                        order.round().number(),
                        order.round().contactDueOn(calendar),
                        rectifyDue.requireDueOn(),
                        rectifyDue.provisional()));
    }

    private static List<OutgoingEvent> dissatisfied(
            RectificationOrder order, Step step, SaidIn saidIn, WorkingDayCalendar calendar) {
        var answer = step.answer();
        if (order.dissatisfiedOn() == null
                || answer == null
                || answer.round() != order.round().number()) {
            return List.of(); // nothing to look at, or what was believed late is about a round before this one
        }
        var about = order.about();
        return List.of(message(
                "onestop.evaluation.rectification.rater-dissatisfied.v1",
                order,
                step,
                new RaterDissatisfied(
                        id(order),
                        about.origin(),
                        about.originId().toString(),
                        about.unit(),
                        order.round().number(),
                        saidIn,
                        Objects.requireNonNull(order.checkDueOn(calendar)))));
    }

    private static Invalidated invalidated(RectificationOrder order) {
        return new Invalidated(
                id(order),
                order.about().origin(),
                order.about().originId().toString(),
                order.about().unit(),
                Objects.requireNonNull(order.objection()).kind().name(),
                CountyTime.at(Objects.requireNonNull(order.invalidatedAt())));
    }

    private static List<OutgoingEvent> closed(RectificationOrder order, Step step, WorkingDayCalendar calendar) {
        var receiptNumber = order.about().receiptNumber();
        return List.of(
                receiptNumber == null
                        ? message(
                                "onestop.evaluation.rectification.closed-on-finding.v1",
                                order,
                                step,
                                closedOnFinding(order, calendar))
                        : message(
                                "onestop.evaluation.rectification.closed.v1",
                                order,
                                step,
                                closedOnFile(order, receiptNumber, calendar)));
    }

    private static Closed closedOnFile(RectificationOrder order, String receiptNumber, WorkingDayCalendar calendar) {
        var about = order.about();
        return new Closed(
                id(order),
                about.originId().toString(),
                receiptNumber,
                about.unit(),
                order.round().contactDueOn(calendar),
                order.round().rectifyDueOn(calendar, order.complex()),
                CountyTime.at(Objects.requireNonNull(order.remedy()).at()),
                !order.tally().rectifiedLate(),
                order.complex(),
                order.round().number(),
                order.outcome(),
                CountyTime.at(Objects.requireNonNull(order.closedAt())));
    }

    private static ClosedOnFinding closedOnFinding(RectificationOrder order, WorkingDayCalendar calendar) {
        var about = order.about();
        return new ClosedOnFinding(
                id(order),
                about.origin(),
                about.originId().toString(),
                about.unit(),
                order.round().rectifyDueOn(calendar, order.complex()),
                CountyTime.at(Objects.requireNonNull(order.remedy()).at()),
                !order.tally().rectifiedLate(),
                order.complex(),
                order.round().number(),
                CountyTime.at(Objects.requireNonNull(order.closedAt())));
    }

    private static String id(RectificationOrder order) {
        return order.id().value().toString();
    }

    private static OutgoingEvent message(String type, RectificationOrder order, Step step, Object data) {
        return new OutgoingEvent(TOPIC, id(order), type, id(order), order.version(), step.at(), data);
    }
}
