package onestop.evaluation.rectification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.BiFunction;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.OrderState.CalledBack;
import onestop.evaluation.rectification.OrderState.Closed;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Contacted;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Invalidated;
import onestop.evaluation.rectification.OrderState.Objected;
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Remedy;
import onestop.evaluation.rectification.OrderState.Reopened;
import onestop.evaluation.rectification.Rejection.AlreadyAnswered;
import onestop.evaluation.rectification.Rejection.AlreadyChecked;
import onestop.evaluation.rectification.Rejection.AlreadyClosed;
import onestop.evaluation.rectification.Rejection.AlreadyComplex;
import onestop.evaluation.rectification.Rejection.AlreadyInvalidated;
import onestop.evaluation.rectification.Rejection.AlreadyObjected;
import onestop.evaluation.rectification.Rejection.AttemptTooSoon;
import onestop.evaluation.rectification.Rejection.CallBackFirst;
import onestop.evaluation.rectification.Rejection.ComplexDeclaredLate;
import onestop.evaluation.rectification.Rejection.NoMoreCalls;
import onestop.evaluation.rectification.Rejection.NoMoreRounds;
import onestop.evaluation.rectification.Rejection.NotAsked;
import onestop.evaluation.rectification.Rejection.NothingToTalkAbout;
import onestop.evaluation.rectification.Rejection.ObjectionTooLate;
import onestop.evaluation.rectification.Rejection.OwnMatter;
import onestop.evaluation.rectification.Rejection.OwnRectification;
import onestop.evaluation.rectification.Rejection.SameUnit;
import onestop.evaluation.rectification.Rejection.WrongState;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/** One order on its way to closure. A command yields the next order or says why not; nothing is mutated. */
record RectificationOrder(
        RectificationId id,
        Grievance about,
        Instant openedAt,
        Round round,
        OrderState state,
        Tally tally,
        Oversight oversight,
        long version) {

    static final int CALL_BACK_ATTEMPTS = 3;

    /** How far apart two calls that nobody answers must be, to be made at different times. No figure is prescribed; ours. */
    static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(2);

    /** Working days within which it is checked on the spot, after the rectification or after the rater's being dissatisfied. */
    static final int CHECK_DAYS = 5;

    /** The order that a bad rating, or another bad finding, opens by itself. */
    static Applied open(RectificationId id, Grievance about, Instant at) {
        var today = CountyTime.dayOf(at);
        var order = new RectificationOrder(
                id, about, at, new Round(1, today), new Dispatched(), Tally.NOTHING, Oversight.from(today), 1);
        return new Applied(order, new Step(Step.Kind.OPENED, at, null, null));
    }

    /** The unit has spoken to the rater. */
    Transition contact(StaffId by, @Nullable String note, Instant at) {
        return switch (state) {
            case Dispatched _, Reopened _ -> becomes(new Contacted(at), Step.Kind.CONTACTED, by, note, at);
            case Objected(var contactedAt, var objection)
            when contactedAt == null -> becomes(new Objected(at, objection), Step.Kind.CONTACTED, by, note, at);
            case Contacted _, Objected _, Confirmed _, Rectifying _, Rectified _, CalledBack _ -> notNow();
            case Closed _, Invalidated _ -> over();
        };
    }

    /** The unit says what it found. */
    Transition confirm(StaffId by, Judgement judgement, @Nullable String note, Instant at) {
        return switch (state) {
            case Contacted(var contactedAt) ->
                becomes(
                        new Confirmed(contactedAt),
                        round,
                        judgement.truth() == Judgement.Truth.UNTRUE ? tally : tally.withConfirmation(),
                        oversight.with(judgement),
                        new Step(Step.Kind.CONFIRMED, at, by, note));
            case Dispatched _, Reopened _, Objected _, Confirmed _, Rectifying _, Rectified _, CalledBack _ -> notNow();
            case Closed _, Invalidated _ -> over();
        };
    }

    /** The unit, or an officer whom it is about, objects: once, soon after the dispatch, before anything is confirmed. */
    Transition object(StaffId by, Objection.Kind kind, String reason, Instant at, WorkingDayCalendar calendar) {
        return switch (state) {
            case Dispatched _ -> objected(null, new Objection(kind, reason, by, at), calendar);
            case Contacted(var contactedAt) -> objected(contactedAt, new Objection(kind, reason, by, at), calendar);
            case Objected _ -> new Declined(new AlreadyObjected());
            case Reopened _, Confirmed _, Rectifying _, Rectified _, CalledBack _ -> notNow();
            case Closed _, Invalidated _ -> over();
        };
    }

    private Transition objected(@Nullable Instant contactedAt, Objection objection, WorkingDayCalendar calendar) {
        if (oversight.dispatch().objected()) {
            return new Declined(new AlreadyObjected());
        }
        var dueOn = Objection.fileDueOn(oversight.dispatch().on(), calendar);
        if (round.number() > 1 || CountyTime.dayOf(objection.at()).isAfter(dueOn)) {
            return new Declined(new ObjectionTooLate(dueOn));
        }
        return becomes(
                new Objected(contactedAt, objection),
                round,
                tally,
                oversight.withObjection(),
                new Step(Step.Kind.OBJECTED, objection.at(), objection.by(), objection.reason()));
    }

    /** Another unit finds that the objection does not hold. The clocks have run on. */
    Transition rejectObjection(Decider by, String reason, Instant at) {
        return decide(
                by,
                (contactedAt, _) -> becomes(
                        contactedAt == null ? new Dispatched() : new Contacted(contactedAt),
                        Step.Kind.OBJECTION_REJECTED,
                        by.id(),
                        reason,
                        at));
    }

    /** The rating was found invalid on another way than by an objection: nothing is to be put right any more. */
    Transition invalidate(StaffId by, String reason, Instant at) {
        return switch (state) {
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _ ->
                becomes(
                        new Invalidated(contactedAt(), new Objection(Objection.Kind.MALICIOUS, reason, by, at), at),
                        round,
                        tally,
                        oversight.withObjection(),
                        new Step(Step.Kind.INVALIDATED, at, by, reason));
            case Closed _, Invalidated _ -> over();
        };
    }

    /**
     * Another unit finds that the objection holds. What was mistaken or malicious ends the order; what went to the wrong
     * unit goes on to the right one, with fresh clocks.
     *
     * @param rightUnit where to; null unless the objection is of the wrong unit
     */
    Transition upholdObjection(Decider by, String reason, @Nullable String rightUnit, Instant at) {
        return decide(by, (contactedAt, objection) -> switch (objection.kind()) {
            case WRONG_UNIT -> sendOn(by, reason, Objects.requireNonNull(rightUnit), at);
            case MISTAKEN, MALICIOUS ->
                becomes(new Invalidated(contactedAt, objection, at), Step.Kind.INVALIDATED, by.id(), reason, at);
        });
    }

    private Transition sendOn(Decider by, String reason, String rightUnit, Instant at) {
        if (rightUnit.equals(about.unit())) {
            return new Declined(new SameUnit(rightUnit));
        }
        var today = CountyTime.dayOf(at);
        return new Applied(
                new RectificationOrder(
                        id,
                        about.at(rightUnit),
                        openedAt,
                        new Round(round.number(), today),
                        new Dispatched(),
                        tally,
                        oversight.sentOn(today),
                        version + 1),
                new Step(Step.Kind.REDISPATCHED, at, by.id(), reason));
    }

    private Transition decide(Decider by, BiFunction<@Nullable Instant, Objection, Transition> decision) {
        return switch (state) {
            case Objected(var contactedAt, var objection) ->
                by.concernedBy(this) || by.id().equals(objection.by())
                        ? new Declined(new OwnMatter())
                        : decision.apply(contactedAt, objection);
            case Dispatched _, Reopened _, Contacted _, Confirmed _, Rectifying _, Rectified _, CalledBack _ ->
                notNow();
            case Closed _, Invalidated _ -> over();
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
            case Dispatched _, Reopened _, Contacted _, Objected _, Rectified _, CalledBack _ -> notNow();
            case Closed _, Invalidated _ -> over();
        };
    }

    /** The unit has put it right. */
    Transition rectify(StaffId by, String result, Instant at, WorkingDayCalendar calendar) {
        return switch (state) {
            case Confirmed(var contactedAt) -> rectified(new Remedy(contactedAt, null, result, by, at), calendar);
            case Rectifying(var contactedAt, var reason) ->
                rectified(new Remedy(contactedAt, reason, result, by, at), calendar);
            case Dispatched _, Reopened _, Contacted _, Objected _, Rectified _, CalledBack _ -> notNow();
            case Closed _, Invalidated _ -> over();
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

    /** The rater has rated once more, now that it is said to be put right. */
    Transition followUp(boolean satisfied, Instant at) {
        return switch (state) {
            case Rectified _, CalledBack _, Closed _ ->
                becomes(
                        state,
                        round,
                        tally.withAnswer(round, satisfied),
                        oversight.heard(satisfied, at),
                        answering(Step.Kind.FOLLOWED_UP, satisfied, at, null, null));
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _ -> notNow();
            case Invalidated _ -> over();
        };
    }

    /**
     * What was set aside is believed after all, and is the answer about its round again.
     *
     * @param was what stands of that round until now; null for nothing
     */
    Transition believeFollowUp(int ofRound, @Nullable Boolean was, boolean satisfied, Instant at) {
        if (ofRound == round.number()) {
            return followUp(satisfied, at);
        }
        return ofAnEarlierRound(
                tally.withAnswer(ofRound, was, satisfied),
                new Step(Step.Kind.FOLLOWED_UP, at, null, null, new Tally.Answer(ofRound, satisfied)));
    }

    /**
     * What the rater said once more is found invalid, or is set aside: what was said before about its round holds again, also where
     * another round has begun since.
     */
    Transition withdrawFollowUp(Answers.Standing followUp, Instant at) {
        int ofRound = followUp.answer().round();
        var without = tally.withAnswer(ofRound, followUp.answer().satisfied(), followUp.before());
        var step = new Step(Step.Kind.FOLLOW_UP_WITHDRAWN, at, null, null, followUp.answer());
        if (ofRound != round.number()) {
            return ofAnEarlierRound(without, step);
        }
        return switch (state) {
            case Rectified _, CalledBack _, Closed _ -> becomes(state, round, without, oversight.withdrawn(), step);
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _ -> notNow();
            case Invalidated _ -> over();
        };
    }

    private Transition ofAnEarlierRound(Tally nextTally, Step step) {
        return switch (state) {
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _,
                    Closed _ -> becomes(state, round, nextTally, oversight, step);
            case Invalidated _ -> over();
        };
    }

    /** The supervisor has called the rater. Only the third call that nobody answers ends the attempts. */
    Transition callBack(StaffId by, CallBack callBack, @Nullable String note, Instant at) {
        return switch (state) {
            case Rectified(var remedy, var _, var _)
            when remedy.by().equals(by) -> new Declined(new OwnRectification());
            case Rectified rectified -> called(rectified, callBack, by, note, at);
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _, CalledBack _ -> notNow();
            case Closed _, Invalidated _ -> over();
        };
    }

    private Transition called(Rectified rectified, CallBack callBack, StaffId by, @Nullable String note, Instant at) {
        var remedy = rectified.remedy();
        var attempts = rectified.attempts();
        return switch (callBack) {
            case NOT_REACHED -> notReached(rectified, new Step(Step.Kind.CALL_BACK_NOT_REACHED, at, by, note));
            case SATISFIED ->
                becomes(
                        new CalledBack(remedy, attempts, Outcome.SATISFIED),
                        round,
                        tally.withCallBack(round, true),
                        oversight.heard(true, at),
                        answering(Step.Kind.CALLED_BACK, true, at, by, note));
            case NOT_SATISFIED ->
                round.last()
                        ? becomes(
                                new CalledBack(remedy, attempts, Outcome.NOT_SATISFIED),
                                round,
                                tally.withCallBack(round, false),
                                oversight,
                                answering(Step.Kind.CALLED_BACK, false, at, by, note))
                        : becomes(
                                new Reopened(),
                                round.next(CountyTime.dayOf(at)),
                                tally.withCallBack(round, false),
                                oversight.nextRound(),
                                answering(Step.Kind.REOPENED, false, at, by, note));
        };
    }

    private Transition notReached(Rectified rectified, Step step) {
        var last = rectified.lastAttemptAt();
        if (last != null && step.at().isBefore(last.plus(BETWEEN_ATTEMPTS))) {
            return new Declined(new AttemptTooSoon(last.plus(BETWEEN_ATTEMPTS)));
        }
        var attempts = rectified.attempts() + 1;
        var next = attempts < CALL_BACK_ATTEMPTS
                ? new Rectified(rectified.remedy(), attempts, step.at())
                : new CalledBack(rectified.remedy(), attempts, Outcome.UNREACHABLE);
        return becomes(next, round, tally, oversight, step);
    }

    /** The management office has looked whether it was done as reported. If not, the order is open again. */
    Transition check(Decider by, boolean passed, @Nullable String note, Instant at) {
        return switch (state) {
            case Rectified(var remedy, var _, var _) -> checked(remedy, by, passed, note, at);
            case CalledBack(var remedy, var _, var _) -> checked(remedy, by, passed, note, at);
            case Closed(var remedy, var _, var _, var _) -> checked(remedy, by, passed, note, at);
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _ -> notNow();
            case Invalidated _ -> over();
        };
    }

    private Transition checked(Remedy remedy, Decider by, boolean passed, @Nullable String note, Instant at) {
        if (by.concernedBy(this) || remedy.by().equals(by.id())) {
            return new Declined(new OwnMatter());
        }
        if (oversight.checking().made() != null) {
            return new Declined(new AlreadyChecked());
        }
        var step = new Step(passed ? Step.Kind.CHECK_PASSED : Step.Kind.CHECK_FAILED, at, by.id(), note);
        return passed || round.most()
                ? becomes(state, round, tally, oversight.with(new Oversight.Check(passed, by.id(), at)), step)
                : becomes(new Reopened(), round.next(CountyTime.dayOf(at)), tally, oversight.nextRound(), step);
    }

    /** The supervisor opens the order again, for a reason that came up later. */
    Transition reopen(StaffId by, String reason, Instant at) {
        return switch (state) {
            case CalledBack _, Closed _ ->
                round.most()
                        ? new Declined(new NoMoreRounds())
                        : becomes(
                                new Reopened(),
                                round.next(CountyTime.dayOf(at)),
                                tally,
                                oversight.nextRound(),
                                new Step(Step.Kind.REOPENED, at, by, reason));
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _, Rectified _ -> notNow();
            case Invalidated _ -> over();
        };
    }

    /** A leader's instruction (领导批示) to the unit. */
    Transition instruct(StaffId by, String instruction, Instant at) {
        return switch (state) {
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _ -> becomes(state, Step.Kind.INSTRUCTED, by, instruction, at);
            case Closed _, Invalidated _ -> over();
        };
    }

    /** A talk (约谈) was held with whoever answers for the unit, because it was late or did not do what it reported. */
    Transition talk(StaffId by, LocalDate heldOn, String conclusion, Instant at, WorkingDayCalendar calendar) {
        return switch (state) {
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _,
                    Closed _ ->
                late(at, calendar) || failedCheck()
                        ? becomes(
                                state,
                                round,
                                tally,
                                oversight.talked(heldOn),
                                new Step(Step.Kind.TALKED, at, by, conclusion))
                        : new Declined(new NothingToTalkAbout());
            case Invalidated _ -> over();
        };
    }

    private boolean failedCheck() {
        var made = oversight.checking().made();
        return made != null && !made.passed();
    }

    /** Whether some round was, or this one is, not rectified in time. */
    boolean late(Instant at, WorkingDayCalendar calendar) {
        return tally.rectifiedLate()
                || (status().open() && CountyTime.dayOf(at).isAfter(round.rectifyDueOn(calendar, complex())));
    }

    /** The rater's answer to the message that is sent after the closing. Whose account it came from is not kept. */
    Transition answer(boolean satisfied, @Nullable String note, Instant at) {
        return switch (state) {
            case Closed _ -> {
                var why = whyNotAgain();
                yield why != null ? new Declined(why) : answered(satisfied, null, note, at);
            }
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _ -> notNow();
            case Invalidated _ -> over();
        };
    }

    /** The office has called once more, after the closing, whoever left a contact that it alone may open. */
    Transition callAgain(StaffId by, CallBack callBack, @Nullable String note, Instant at) {
        return switch (state) {
            case Closed closed -> {
                var why = closed.remedy().by().equals(by) ? new OwnRectification() : whyNotAgain();
                yield why != null ? new Declined(why) : calledAgain(callBack, by, note, at);
            }
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _ -> notNow();
            case Invalidated _ -> over();
        };
    }

    private Transition calledAgain(CallBack callBack, StaffId by, @Nullable String note, Instant at) {
        return switch (callBack) {
            case SATISFIED -> answered(true, by, note, at);
            case NOT_SATISFIED -> answered(false, by, note, at);
            case NOT_REACHED -> {
                var calls = oversight.afterClosing().calls();
                if (calls != null && calls.attempts() == CALL_BACK_ATTEMPTS) {
                    yield new Declined(new NoMoreCalls());
                }
                if (calls != null && at.isBefore(calls.lastAt().plus(BETWEEN_ATTEMPTS))) {
                    yield new Declined(new AttemptTooSoon(calls.lastAt().plus(BETWEEN_ATTEMPTS)));
                }
                yield becomes(
                        state,
                        round,
                        tally,
                        oversight.notReachedAgain(at),
                        new Step(Step.Kind.SECOND_CALL_BACK_NOT_REACHED, at, by, note));
            }
        };
    }

    private @Nullable Rejection whyNotAgain() {
        if (!asksAgain()) {
            return new NotAsked();
        }
        return oversight.afterClosing().answer() == null ? null : new AlreadyAnswered();
    }

    private Transition answered(boolean satisfied, @Nullable StaffId heardBy, @Nullable String note, Instant at) {
        return becomes(
                state,
                round,
                tally.withAnswer(round, satisfied),
                oversight.heard(satisfied, at).with(new Oversight.SecondAnswer(satisfied, at)),
                answering(Step.Kind.SECOND_CALL_BACK_ANSWERED, satisfied, at, heardBy, note));
    }

    /** A step by which the rater has answered about this round. */
    private Step answering(Step.Kind kind, boolean satisfied, Instant at, @Nullable StaffId by, @Nullable String note) {
        return new Step(kind, at, by, note, new Tally.Answer(round.number(), satisfied));
    }

    /** Whether the rater is asked once more after the closing. */
    boolean asksAgain() {
        return !about.anonymous();
    }

    /** The supervisor ends the order. */
    Transition close(StaffId by, @Nullable String note, Instant at) {
        return switch (state) {
            case CalledBack(var remedy, var attempts, var outcome) ->
                becomes(new Closed(remedy, attempts, outcome, at), Step.Kind.CLOSED, by, note, at);
            case Rectified(var remedy, var attempts, var _) ->
                about.anonymous()
                        ? becomes(new Closed(remedy, attempts, null, at), Step.Kind.CLOSED, by, note, at)
                        : new Declined(new CallBackFirst());
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _ -> notNow();
            case Closed _, Invalidated _ -> over();
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
        if (state instanceof Rectifying(var _, var reason)) {
            return reason;
        }
        var remedy = remedy();
        return remedy == null ? null : remedy.complexReason();
    }

    @Nullable
    Instant contactedAt() {
        return switch (state) {
            case Dispatched _, Reopened _ -> null;
            case Contacted(var at) -> at;
            case Objected(var at, var _) -> at;
            case Confirmed(var at) -> at;
            case Rectifying(var at, var _) -> at;
            case Rectified(var remedy, var _, var _) -> remedy.contactedAt();
            case CalledBack(var remedy, var _, var _) -> remedy.contactedAt();
            case Closed(var remedy, var _, var _, var _) -> remedy.contactedAt();
            case Invalidated(var at, var _, var _) -> at;
        };
    }

    @Nullable
    Remedy remedy() {
        return switch (state) {
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _, Invalidated _ -> null;
            case Rectified(var remedy, var _, var _) -> remedy;
            case CalledBack(var remedy, var _, var _) -> remedy;
            case Closed(var remedy, var _, var _, var _) -> remedy;
        };
    }

    int attempts() {
        return switch (state) {
            case Dispatched _, Reopened _, Contacted _, Objected _, Confirmed _, Rectifying _, Invalidated _ -> 0;
            case Rectified(var _, var attempts, var _) -> attempts;
            case CalledBack(var _, var attempts, var _) -> attempts;
            case Closed(var _, var attempts, var _, var _) -> attempts;
        };
    }

    @Nullable
    Instant lastAttemptAt() {
        return state instanceof Rectified rectified ? rectified.lastAttemptAt() : null;
    }

    @Nullable
    Objection objection() {
        return switch (state) {
            case Objected(var _, var objection) -> objection;
            case Invalidated(var _, var objection, var _) -> objection;
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    CalledBack _,
                    Closed _ -> null;
        };
    }

    @Nullable
    Outcome outcome() {
        return switch (state) {
            case CalledBack(var _, var _, var outcome) -> outcome;
            case Closed(var _, var _, var outcome, var _) -> outcome;
            case Dispatched _,
                    Reopened _,
                    Contacted _,
                    Objected _,
                    Confirmed _,
                    Rectifying _,
                    Rectified _,
                    Invalidated _ -> null;
        };
    }

    @Nullable
    Instant closedAt() {
        return state instanceof Closed closed ? closed.at() : null;
    }

    @Nullable
    Instant invalidatedAt() {
        return state instanceof Invalidated invalidated ? invalidated.at() : null;
    }

    /** The last day for the check of this round; null while there is nothing to check. */
    @Nullable
    LocalDate checkDueOn(WorkingDayCalendar calendar) {
        var since = oversight.checking().since();
        return since == null || remedy() == null ? null : checkDueOn(since, calendar);
    }

    /** Since when it waits for the office that the rater is not satisfied with what was put right. */
    @Nullable
    LocalDate dissatisfiedOn() {
        var at = oversight.checking().dissatisfiedAt();
        return at == null || remedy() == null ? null : CountyTime.dayOf(at);
    }

    static LocalDate checkDueOn(Instant since, WorkingDayCalendar calendar) {
        return calendar.add(CountyTime.dayOf(since), CHECK_DAYS);
    }

    private Applied rectified(Remedy remedy, WorkingDayCalendar calendar) {
        var late = CountyTime.dayOf(remedy.at()).isAfter(round.rectifyDueOn(calendar, remedy.complexReason() != null));
        return becomes(
                new Rectified(remedy),
                round,
                tally.withRectification(late),
                oversight.rectified(remedy.at()),
                new Step(Step.Kind.RECTIFIED, remedy.at(), remedy.by(), remedy.result()));
    }

    private Declined notNow() {
        return new Declined(new WrongState(status()));
    }

    private Declined over() {
        return new Declined(
                switch (state) {
                    case Closed closed -> new AlreadyClosed(closed.at());
                    case Invalidated invalidated -> new AlreadyInvalidated(invalidated.at());
                    case Dispatched _,
                            Reopened _,
                            Contacted _,
                            Objected _,
                            Confirmed _,
                            Rectifying _,
                            Rectified _,
                            CalledBack _ -> new WrongState(status());
                });
    }

    private Applied becomes(OrderState next, Step.Kind kind, StaffId by, @Nullable String note, Instant at) {
        return becomes(next, round, tally, oversight, new Step(kind, at, by, note));
    }

    private Applied becomes(OrderState next, Round nextRound, Tally nextTally, Oversight beside, Step step) {
        return new Applied(
                new RectificationOrder(id, about, openedAt, nextRound, next, nextTally, beside, version + 1), step);
    }
}
