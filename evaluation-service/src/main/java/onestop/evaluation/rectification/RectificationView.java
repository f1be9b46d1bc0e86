package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames.Name;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Level;
import onestop.workingdays.DueDate;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * One order as its readers see it. It has no field for the rater; of an anonymous one the unit sees no receipt number, and of
 * what the rater did only the day.
 *
 * @param openedAt null for whoever learns the day only
 * @param dissatisfiedOn since when it waits for the office that the rater says it was not put right
 */
record RectificationView(
        UUID rectificationId,
        Origin origin,
        UUID originId,
        @Nullable UUID ratingId,
        String unit,
        @Nullable String unitNameZh,
        @Nullable String unitNameEn,
        Status status,
        int round,
        Light light,
        @Nullable OffsetDateTime openedAt,
        LocalDate openedOn,
        RatingInOrder rating,
        boolean complex,
        @Nullable String complexReason,
        Clock contact,
        Clock rectify,
        @Nullable String result,
        @Nullable Judgement judgement,
        @Nullable ObjectionView objection,
        LocalDate objectionDueOn,
        @Nullable ReachedBy reachedBy,
        int callBackAttempts,
        @Nullable Outcome callBackOutcome,
        @Nullable CheckView check,
        @Nullable LocalDate dissatisfiedOn,
        @Nullable OffsetDateTime closedAt,
        @Nullable SecondCallBackView secondCallBack,
        @Nullable LocalDate talkedOn,
        @Nullable OffsetDateTime invalidatedAt,
        List<StepView> steps,
        long version) {

    record RatingInOrder(
            Level level,
            List<Label> labels,
            @Nullable String text,
            @Nullable String service,
            @Nullable String matter,
            @Nullable String matterNameZh,
            @Nullable String matterNameEn,
            boolean anonymous,
            @Nullable String receiptNumber) {}

    /** @param decideDueOn last day on which another unit decides */
    record ObjectionView(Objection.Kind kind, String reason, String by, OffsetDateTime filedAt, LocalDate decideDueOn) {

        static @Nullable ObjectionView of(RectificationOrder order, WorkingDayCalendar calendar) {
            var objection = order.objection();
            return objection == null
                    ? null
                    : new ObjectionView(
                            objection.kind(),
                            objection.reason(),
                            objection.by().value(),
                            CountyTime.at(objection.at()),
                            Objection.decideDueOn(CountyTime.dayOf(objection.at()), calendar));
        }
    }

    /** The management check of this round, made or due. */
    record CheckView(
            LocalDate dueOn,
            Light light,
            @Nullable Boolean passed,
            @Nullable OffsetDateTime checkedAt,
            @Nullable Boolean late) {

        static @Nullable CheckView of(RectificationOrder order, LocalDate today, WorkingDayCalendar calendar) {
            var dueOn = order.checkDueOn(calendar);
            var made = order.oversight().checking().made();
            if (dueOn == null) {
                return null;
            }
            if (made == null) {
                return new CheckView(dueOn, Light.of(dueOn, null, today, calendar), null, null, null);
            }
            var madeOn = CountyTime.dayOf(made.at());
            return new CheckView(
                    dueOn,
                    Light.of(dueOn, madeOn, today, calendar),
                    made.passed(),
                    CountyTime.at(made.at()),
                    madeOn.isAfter(dueOn));
        }
    }

    /** The rater is asked once more after the closing. @param attempts calls of the office that nobody answered; null before the first */
    record SecondCallBackView(
            @Nullable Boolean satisfied,
            @Nullable OffsetDateTime answeredAt,
            @Nullable Integer attempts) {

        static @Nullable SecondCallBackView of(RectificationOrder order) {
            if (order.closedAt() == null || !order.asksAgain()) {
                return null;
            }
            var answer = order.oversight().afterClosing().answer();
            var calls = order.oversight().afterClosing().calls();
            return new SecondCallBackView(
                    answer == null ? null : answer.satisfied(),
                    answer == null ? null : CountyTime.at(answer.at()),
                    calls == null ? null : calls.attempts());
        }
    }

    /** A due date with the account of how it came about. */
    record Clock(
            LocalDate startOn,
            int workingDays,
            LocalDate dueOn,
            boolean provisional,
            @Nullable OffsetDateTime doneAt,
            @Nullable Boolean late,
            Light light,
            List<Day> days) {

        static Clock of(DueDate due, @Nullable Instant doneAt, LocalDate today, WorkingDayCalendar calendar) {
            var dueOn = due.requireDueOn();
            var doneOn = doneAt == null ? null : CountyTime.dayOf(doneAt);
            return new Clock(
                    due.start(),
                    due.workingDays(),
                    dueOn,
                    due.provisional(),
                    doneAt == null ? null : CountyTime.at(doneAt),
                    doneOn == null ? null : doneOn.isAfter(dueOn),
                    Light.of(dueOn, doneOn, today, calendar),
                    due.days().stream()
                            .map(day -> new Day(day.date(), day.counted(), day.reason()))
                            .toList());
        }
    }

    record Day(LocalDate date, boolean counted, DueDate.Reason reason) {}

    /** @param at null for whoever learns only the day on which an anonymous rater did it */
    record StepView(
            long version,
            Step.Kind step,
            @Nullable OffsetDateTime at,
            LocalDate on,
            @Nullable String by,
            @Nullable String note) {

        StepView withoutNote() {
            return new StepView(version, step, at, on, by, null);
        }

        StepView ofTheDay() {
            return new StepView(version, step, null, on, by, note);
        }
    }

    /**
     * The view for one reader.
     *
     * @param receiptShown whether this reader may learn which file the rating was about
     * @param timeShown whether this reader may learn more than the day of it
     */
    static RectificationView of(
            RectificationOrder order,
            List<Label> labels,
            @Nullable Name unitName,
            @Nullable Name matterName,
            List<StepView> steps,
            boolean receiptShown,
            boolean timeShown,
            @Nullable ReachedBy reachedBy,
            LocalDate today,
            WorkingDayCalendar calendar) {
        var about = order.about();
        var remedy = order.remedy();
        var contact = Clock.of(order.round().contactDue(calendar), order.contactedAt(), today, calendar);
        var rectify = Clock.of(
                order.round().rectifyDue(calendar, order.complex()),
                remedy == null ? null : remedy.at(),
                today,
                calendar);
        var closedAt = order.closedAt();
        var invalidatedAt = order.invalidatedAt();
        return new RectificationView(
                order.id().value(),
                about.origin(),
                about.originId(),
                about.origin() == Origin.RATING ? about.originId() : null,
                about.unit(),
                unitName == null ? null : unitName.nameZh(),
                unitName == null ? null : unitName.nameEn(),
                order.status(),
                order.round().number(),
                contact.light().or(rectify.light()),
                timeShown ? CountyTime.at(order.openedAt()) : null,
                CountyTime.dayOf(order.openedAt()),
                new RatingInOrder(
                        about.level(),
                        labels,
                        about.text(),
                        about.service(),
                        about.matter(),
                        matterName == null ? null : matterName.nameZh(),
                        matterName == null ? null : matterName.nameEn(),
                        about.anonymous(),
                        receiptShown ? about.receiptNumber() : null),
                order.complex(),
                order.complexReason(),
                contact,
                rectify,
                remedy == null ? null : remedy.result(),
                order.oversight().judgement(),
                ObjectionView.of(order, calendar),
                Objection.fileDueOn(order.oversight().dispatch().on(), calendar),
                reachedBy,
                order.attempts(),
                order.outcome(),
                CheckView.of(order, today, calendar),
                order.dissatisfiedOn(),
                closedAt == null ? null : CountyTime.at(closedAt),
                SecondCallBackView.of(order),
                order.oversight().talkedOn(),
                invalidatedAt == null ? null : CountyTime.at(invalidatedAt),
                steps,
                order.version());
    }
}
