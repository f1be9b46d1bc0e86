package onestop.evaluation.rectification;

import java.time.Instant;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Remedy;
import onestop.evaluation.rectification.OrderState.Reopened;
import onestop.evaluation.rectification.Rejection.AlreadyClosed;
import onestop.evaluation.rectification.Rejection.AlreadyComplex;
import onestop.evaluation.rectification.Rejection.CallBackFirst;
import onestop.evaluation.rectification.Rejection.ComplexDeclaredLate;
import onestop.evaluation.rectification.Rejection.OwnRectification;
import onestop.evaluation.rectification.Rejection.WrongState;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/** One order on its way to closure. A command yields the next order or says why not; nothing is mutated. */
record RectificationOrder(
        RectificationId id,
        BadRating about,
        Instant openedAt,
        Round round,
        OrderState state,
        Tally tally,
        long version) {

    static final int CALL_BACK_ATTEMPTS = 3;

    /** The order that a bad rating opens by itself. */
    static Applied open(RectificationId id, BadRating about, Instant at) {
        var order = new RectificationOrder(
                id, about, at, new Round(1, CountyTime.dayOf(at)), new Dispatched(), Tally.NOTHING, 1);
        return new Applied(order, new Step(Step.Kind.OPENED, at, null, null));
    }

    /** The unit has spoken to the rater. */
    Transition contact(StaffId by, @Nullable String note, Instant at) {
        return switch (state) {
            case Dispatched _, Reopened _ -> becomes(new Contacted(at), Step.Kind.CONTACTED, by, note, at);
            case Contacted _, Confirmed _, Rectifying _, Rectified _, CalledBack _ -> notNow();
            case Closed closed -> over(closed);
        };
    }

    /** The unit has found that it was as the rating says. */
    Transition confirm(StaffId by, @Nullable String note, Instant at) {
        return switch (state) {
            case Contacted(var contactedAt) ->
                becomes(
                        new Confirmed(contactedAt),
                        round,
                        tally.withConfirmation(),
                        new Step(Step.Kind.CONFIRMED, at, by, note));
            case Dispatched _, Reopened _, Confirmed _, Rectifying _, Rectified _, CalledBack _ -> notNow();
            case Closed closed -> over(closed);
        };
    }

    /** The unit needs the long limit, and says so while the short one runs. */
    Transition declareComplex(StaffId by, String reason, Instant at, WorkingDayCalendar calendar) {
        return switch (state) {
            case Confirmed(var contactedAt) -> {
                var dueOn = round.rectifyDueOn(calendar, false);
                yield CountyTime.dayOf(at).isAfter(dueOn)
                        ? new Declined(new ComplexDeclaredLate(dueOn))
                        : becomes(new Rectifying(contactedAt, reason), Step.Kind.DECLARED_COMPLEX, by, reason, at);
            }
            case Rectifying _ -> new Declined(new AlreadyComplex());
            case Dispatched _, Reopened _, Contacted _, Rectified _, CalledBack _ -> notNow();
            case Closed closed -> over(closed);
        };
    }

    /** The unit has put it right. */
    Transition rectify(StaffId by, String result, Instant at, WorkingDayCalendar calendar) {
        return switch (state) {
            case Confirmed(var contactedAt) -> rectified(new Remedy(contactedAt, null, result, by, at), calendar);
            case Rectifying(var contactedAt, var reason) ->
                rectified(new Remedy(contactedAt, reason, result, by, at), calendar);
            case Dispatched _, Reopened _, Contacted _, Rectified _, CalledBack _ -> notNow();
            case Closed closed -> over(closed);
        };
    }

    /** The unit has put it right and says in the same breath that it needed the long limit. */
    Transition rectifyComplex(StaffId by, String reason, String result, Instant at, WorkingDayCalendar calendar) {
        return switch (declareComplex(by, reason, at, calendar)) {
            case Applied(var complex, var _)
            when complex.state() instanceof Rectifying(var contactedAt, var _) ->
                rectified(new Remedy(contactedAt, reason, result, by, at), calendar);
            case Applied declared ->
                throw new IllegalStateException(
                        "complex, yet " + declared.next().state());
            case Declined declined -> declined;
        };
    }

    /** The supervisor has called the rater. Only the third call that nobody answers ends the attempts. */
    Transition callBack(StaffId by, CallBack callBack, @Nullable String note, Instant at) {
        return switch (state) {
            case Rectified(var remedy, var _) when remedy.by().equals(by) -> new Declined(new OwnRectification());
            case Rectified(var remedy, var attempts) -> called(remedy, attempts, callBack, by, note, at);
            case Dispatched _, Reopened _, Contacted _, Confirmed _, Rectifying _, CalledBack _ -> notNow();
            case Closed closed -> over(closed);
        };
    }

    private Transition called(
            Remedy remedy, int attempts, CallBack callBack, StaffId by, @Nullable String note, Instant at) {
        return switch (callBack) {
            case NOT_REACHED -> {
                var step = new Step(Step.Kind.CALL_BACK_NOT_REACHED, at, by, note);
                yield attempts + 1 < CALL_BACK_ATTEMPTS
                        ? becomes(new Rectified(remedy, attempts + 1), round, tally, step)
                        : becomes(new CalledBack(remedy, attempts + 1, Outcome.UNREACHABLE), round, tally, step);
            }
            case SATISFIED ->
                becomes(
                        new CalledBack(remedy, attempts, Outcome.SATISFIED),
                        round,
                        tally.withCallBack(true),
                        new Step(Step.Kind.CALLED_BACK, at, by, note));
            case NOT_SATISFIED ->
                round.last()
                        ? becomes(
                                new CalledBack(remedy, attempts, Outcome.NOT_SATISFIED),
                                round,
                                tally.withCallBack(false),
                                new Step(Step.Kind.CALLED_BACK, at, by, note))
                        : becomes(
                                new Reopened(),
                                round.next(CountyTime.dayOf(at)),
                                tally.withCallBack(false),
                                new Step(Step.Kind.REOPENED, at, by, note));
        };
    }

    /** The supervisor ends the order. */
    Transition close(StaffId by, @Nullable String note, Instant at) {
        return switch (state) {
            case CalledBack(var remedy, var attempts, var outcome) ->
                becomes(new Closed(remedy, attempts, outcome, at), Step.Kind.CLOSED, by, note, at);
            case Rectified(var remedy, var attempts) ->
                about.anonymous()
                        ? becomes(new Closed(remedy, attempts, null, at), Step.Kind.CLOSED, by, note, at)
                        : new Declined(new CallBackFirst());
            case Dispatched _, Reopened _, Contacted _, Confirmed _, Rectifying _ -> notNow();
            case Closed closed -> over(closed);
        };
    }

    Status status() {
        return Status.of(state);
    }

    /** Whether the long limit holds in this round. */
    boolean complex() {
        return complexReason() != null;
    }

    @Nullable
    String complexReason() {
        return switch (state) {
            case Dispatched _, Reopened _, Contacted _, Confirmed _ -> null;
            case Rectifying(var _, var reason) -> reason;
            case Rectified(var remedy, var _) -> remedy.complexReason();
            case CalledBack(var remedy, var _, var _) -> remedy.complexReason();
            case Closed(var remedy, var _, var _, var _) -> remedy.complexReason();
        };
    }

    @Nullable
    Instant contactedAt() {
        return switch (state) {
            case Dispatched _, Reopened _ -> null;
            case Contacted(var at) -> at;
            case Confirmed(var at) -> at;
            case Rectifying(var at, var _) -> at;
            case Rectified(var remedy, var _) -> remedy.contactedAt();
            case CalledBack(var remedy, var _, var _) -> remedy.contactedAt();
            case Closed(var remedy, var _, var _, var _) -> remedy.contactedAt();
        };
    }

    @Nullable
    Remedy remedy() {
        return switch (state) {
            case Dispatched _, Reopened _, Contacted _, Confirmed _, Rectifying _ -> null;
            case Rectified(var remedy, var _) -> remedy;
            case CalledBack(var remedy, var _, var _) -> remedy;
            case Closed(var remedy, var _, var _, var _) -> remedy;
        };
    }

    int attempts() {
        return switch (state) {
            case Dispatched _, Reopened _, Contacted _, Confirmed _, Rectifying _ -> 0;
            case Rectified(var _, var attempts) -> attempts;
            case CalledBack(var _, var attempts, var _) -> attempts;
            case Closed(var _, var attempts, var _, var _) -> attempts;
        };
    }

    @Nullable
    Outcome outcome() {
        return switch (state) {
            case Dispatched _, Reopened _, Contacted _, Confirmed _, Rectifying _, Rectified _ -> null;
            case CalledBack(var _, var _, var outcome) -> outcome;
            case Closed(var _, var _, var outcome, var _) -> outcome;
        };
    }

    @Nullable
    Instant closedAt() {
        return state instanceof Closed closed ? closed.at() : null;
    }

    private Applied rectified(Remedy remedy, WorkingDayCalendar calendar) {
        var late = CountyTime.dayOf(remedy.at()).isAfter(round.rectifyDueOn(calendar, remedy.complexReason() != null));
        return becomes(
                new Rectified(remedy, 0),
                round,
                tally.withRectification(late),
                new Step(Step.Kind.RECTIFIED, remedy.at(), remedy.by(), remedy.result()));
    }

    private Declined notNow() {
        return new Declined(new WrongState(status()));
    }

    private static Declined over(Closed closed) {
        return new Declined(new AlreadyClosed(closed.at()));
    }

    private Applied becomes(OrderState next, Step.Kind kind, StaffId by, @Nullable String note, Instant at) {
        return becomes(next, round, tally, new Step(kind, at, by, note));
    }

    private Applied becomes(OrderState next, Round nextRound, Tally nextTally, Step step) {
        return new Applied(new RectificationOrder(id, about, openedAt, nextRound, next, nextTally, version + 1), step);
    }
}
