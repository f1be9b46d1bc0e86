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

/** One order as its readers see it. It has no field for the rater; of an anonymous one the unit sees no receipt number. */
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
        OffsetDateTime openedAt,
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
            @Nullable Boolean passed,
            @Nullable OffsetDateTime checkedAt,
            @Nullable Boolean late) {

        static @Nullable CheckView of(RectificationOrder order, WorkingDayCalendar calendar) {
            var dueOn = order.checkDueOn(calendar);
            var made = order.oversight().check();
            if (dueOn == null) {
                return null;
            }
            return made == null
                    ? new CheckView(dueOn, null, null, null)
                    : new CheckView(
                            dueOn,
                            made.passed(),
                            CountyTime.at(made.at()),
                            CountyTime.dayOf(made.at()).isAfter(dueOn));
        }
    }

    /** The rater is asked once more after the closing. */
    record SecondCallBackView(
            @Nullable Boolean satisfied, @Nullable OffsetDateTime answeredAt) {

        static @Nullable SecondCallBackView of(RectificationOrder order) {
            if (order.closedAt() == null || !order.asksAgain()) {
                return null;
            }
            var answer = order.oversight().secondAnswer();
            return answer == null
                    ? new SecondCallBackView(null, null)
                    : new SecondCallBackView(answer.satisfied(), CountyTime.at(answer.at()));
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

    record StepView(
            long version,
            Step.Kind step,
            OffsetDateTime at,
            @Nullable String by,
            @Nullable String note) {}

    /** @param receiptShown whether this reader may learn which file the rating was about */
    static RectificationView of(
            RectificationOrder order,
            List<Label> labels,
            @Nullable Name unitName,
            @Nullable Name matterName,
            List<StepView> steps,
            boolean receiptShown,
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
                CountyTime.at(order.openedAt()),
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
                Objection.fileDueOn(order.oversight().dispatchedOn(), calendar),
                reachedBy,
                order.attempts(),
                order.outcome(),
                CheckView.of(order, calendar),
                closedAt == null ? null : CountyTime.at(closedAt),
                SecondCallBackView.of(order),
                order.oversight().talkedOn(),
                invalidatedAt == null ? null : CountyTime.at(invalidatedAt),
                steps,
                order.version());
    }
}
