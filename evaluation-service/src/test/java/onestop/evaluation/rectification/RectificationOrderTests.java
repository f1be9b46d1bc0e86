package onestop.evaluation.rectification;

import static onestop.evaluation.rectification.OrderExamples.CALENDAR;
import static onestop.evaluation.rectification.OrderExamples.MANAGER;
import static onestop.evaluation.rectification.OrderExamples.NEXT_DAY;
import static onestop.evaluation.rectification.OrderExamples.OFFICE;
import static onestop.evaluation.rectification.OrderExamples.OPENED;
import static onestop.evaluation.rectification.OrderExamples.SUPERVISOR;
import static onestop.evaluation.rectification.OrderExamples.aRating;
import static onestop.evaluation.rectification.OrderExamples.anOrder;
import static onestop.evaluation.rectification.OrderExamples.at;
import static onestop.evaluation.rectification.OrderExamples.remedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
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
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RectificationOrderTests {

    /** Every command, with the states from which it leads somewhere. This is the transition table. */
    enum Command {
        CONTACT(order -> order.contact(MANAGER, null, NEXT_DAY), Status.DISPATCHED, Status.REOPENED),
        CONFIRM(order -> order.confirm(MANAGER, Judgement.AS_SAID, null, NEXT_DAY), Status.CONTACTED),
        OBJECT(
                order -> order.object(MANAGER, Objection.Kind.MISTAKEN, "评价人认错了单位", NEXT_DAY, CALENDAR),
                Status.DISPATCHED,
                Status.CONTACTED),
        REJECT_OBJECTION(order -> order.rejectObjection(OFFICE, "由该单位办理", NEXT_DAY), Status.OBJECTED),
        UPHOLD_OBJECTION(order -> order.upholdObjection(OFFICE, "评价有误", null, NEXT_DAY), Status.OBJECTED),
        DECLARE_COMPLEX(order -> order.declareComplex(MANAGER, "两个部门核对", NEXT_DAY, CALENDAR), Status.CONFIRMED),
        RECTIFY(order -> order.rectify(MANAGER, "已补发", NEXT_DAY, CALENDAR), Status.CONFIRMED, Status.RECTIFYING),
        RECTIFY_COMPLEX(order -> order.rectifyComplex(MANAGER, "两个部门核对", "已补发", NEXT_DAY, CALENDAR), Status.CONFIRMED),
        CALL_BACK(order -> order.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY), Status.RECTIFIED),
        CHECK(order -> order.check(OFFICE, true, null, NEXT_DAY), Status.RECTIFIED, Status.CALLED_BACK, Status.CLOSED),
        REOPEN(order -> order.reopen(SUPERVISOR, "再次反映", NEXT_DAY), Status.CALLED_BACK, Status.CLOSED),
        INVALIDATE(
                order -> order.invalidate(SUPERVISOR, "评价无效", NEXT_DAY),
                Status.DISPATCHED,
                Status.CONTACTED,
                Status.OBJECTED,
                Status.CONFIRMED,
                Status.RECTIFYING,
                Status.RECTIFIED,
                Status.CALLED_BACK,
                Status.REOPENED),
        INSTRUCT(
                order -> order.instruct(SUPERVISOR, "请督促", NEXT_DAY),
                Status.DISPATCHED,
                Status.CONTACTED,
                Status.OBJECTED,
                Status.CONFIRMED,
                Status.RECTIFYING,
                Status.RECTIFIED,
                Status.CALLED_BACK,
                Status.REOPENED),
        FOLLOW_UP(order -> order.followUp(true, NEXT_DAY), Status.RECTIFIED, Status.CALLED_BACK, Status.CLOSED),
        WITHDRAW_FOLLOW_UP(
                order -> order.withdrawFollowUp(said(1, true, null), NEXT_DAY),
                Status.RECTIFIED,
                Status.CALLED_BACK,
                Status.CLOSED),
        ANSWER(order -> order.answer(true, null, NEXT_DAY), Status.CLOSED),
        CALL_AGAIN(order -> order.callAgain(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY), Status.CLOSED),
        CLOSE(order -> order.close(SUPERVISOR, null, NEXT_DAY), Status.CALLED_BACK);

        private final Function<RectificationOrder, Transition> on;
        private final Set<Status> from;

        Command(Function<RectificationOrder, Transition> on, Status first, Status... others) {
            this.on = on;
            this.from = EnumSet.of(first, others);
        }
    }

    static Stream<Arguments> everyStateAgainstEveryCommand() {
        return OrderExamples.everyState()
                .flatMap(state -> Arrays.stream(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAgainstEveryCommand")
    void aCommandIsCarriedOutFromItsStatesAndDeclinedFromAllOthers(OrderState state, Command command) {
        var order = anOrder().in(state);

        var transition = command.on.apply(order);

        if (command.from.contains(Status.of(state))) {
            assertThat(transition).isInstanceOfSatisfying(Applied.class, applied -> {
                assertThat(applied.next().version()).isEqualTo(order.version() + 1);
                assertThat(applied.next().about()).isEqualTo(order.about());
                assertThat(applied.step().at()).isEqualTo(NEXT_DAY);
            });
        } else {
            assertThat(transition).isInstanceOf(Declined.class);
        }
    }

    @ParameterizedTest
    @MethodSource("everyStateAgainstEveryCommand")
    void aDeclinedCommandSaysWhy(OrderState state, Command command) {
        if (!(command.on.apply(anOrder().in(state)) instanceof Declined(var why))) {
            return;
        }

        switch (state) {
            case Closed closed -> assertThat(why).isEqualTo(new AlreadyClosed(closed.at()));
            case Invalidated invalidated -> assertThat(why).isEqualTo(new AlreadyInvalidated(invalidated.at()));
            case Objected _ when command == Command.OBJECT -> assertThat(why).isEqualTo(new AlreadyObjected());
            case Rectified _ when command == Command.CLOSE -> assertThat(why).isEqualTo(new CallBackFirst());
            case Rectifying _
            when command == Command.DECLARE_COMPLEX || command == Command.RECTIFY_COMPLEX ->
                assertThat(why).isEqualTo(new AlreadyComplex());
            default -> assertThat(why).isEqualTo(new WrongState(Status.of(state)));
        }
    }

    @Test // a state added without an example fails here
    void theExamplesNameEveryState() {
        assertThat(OrderExamples.everyState().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(OrderState.class.getPermittedSubclasses());
        assertThat(OrderExamples.everyState().map(Status::of)).containsExactlyInAnyOrder(Status.values());
    }

    @Test
    void aBadRatingOpensAnOrderOnTheDayOfTheCounty() {
        var lateInTheEvening = Instant.parse("2026-03-05T16:30:00Z"); // half past midnight in the county

        var opened = RectificationOrder.open(new RectificationId(UUID.randomUUID()), aRating(false), lateInTheEvening);

        assertThat(opened.next().state()).isEqualTo(new Dispatched());
        assertThat(opened.next().round()).isEqualTo(new Round(1, LocalDate.parse("2026-03-06")));
        assertThat(opened.next().version()).isEqualTo(1);
        assertThat(opened.step()).isEqualTo(new Step(Step.Kind.OPENED, lateInTheEvening, null, null));
    }

    @Test
    void aGoodRatingOpensNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grievance.of(new BadFinding(
                        Origin.OPEN_FEEDBACK,
                        UUID.randomUUID(),
                        null,
                        "XZSP",
                        Level.BASICALLY_SATISFIED,
                        null,
                        false)));
    }

    @Test
    void theClocksAreOneFiveAndFifteenWorkingDays() {
        var round = new Round(1, LocalDate.parse("2026-03-05"));

        assertThat(round.contactDueOn(CALENDAR)).isEqualTo("2026-03-06");
        assertThat(round.rectifyDueOn(CALENDAR, false)).isEqualTo("2026-03-12");
        assertThat(round.rectifyDueOn(CALENDAR, true)).isEqualTo("2026-03-26");
    }

    @Test
    void theClocksSkipTheHolidayAndCountTheSwappedSaturday() {
        var beforeSpringFestival = new Round(1, LocalDate.parse("2026-02-13")); // Friday; 14 and 28 February are worked

        assertThat(beforeSpringFestival.contactDueOn(CALENDAR)).isEqualTo("2026-02-14");
        assertThat(beforeSpringFestival.rectifyDueOn(CALENDAR, false)).isEqualTo("2026-02-27");
    }

    @Test
    void whatIsRectifiedOnTheLastDayIsInTime() {
        var onTheLastDay = rectifiedOn("2026-03-12");
        var oneDayLater = rectifiedOn("2026-03-13");

        assertThat(onTheLastDay.tally().rectifiedLate()).isFalse();
        assertThat(oneDayLater.tally().rectifiedLate()).isTrue();
    }

    private static RectificationOrder rectifiedOn(String day) {
        return next(anOrder().in(new Confirmed(NEXT_DAY)).rectify(MANAGER, "已补发", at(day), CALENDAR));
    }

    @Test
    void aComplexMatterHasFifteenDays() {
        var complex = next(
                anOrder().in(new Confirmed(NEXT_DAY)).declareComplex(MANAGER, "两个部门核对", at("2026-03-12"), CALENDAR));

        assertThat(complex.complexReason()).isEqualTo("两个部门核对");
        assertThat(next(complex.rectify(MANAGER, "已补发", at("2026-03-26"), CALENDAR))
                        .tally()
                        .rectifiedLate())
                .isFalse();
        assertThat(next(complex.rectify(MANAGER, "已补发", at("2026-03-27"), CALENDAR))
                        .tally()
                        .rectifiedLate())
                .isTrue();
    }

    @Test
    void nobodyCallsAMatterComplexWhenTheShortLimitIsOver() {
        var declared = anOrder().in(new Confirmed(NEXT_DAY)).declareComplex(MANAGER, "复杂", at("2026-03-13"), CALENDAR);
        var atOnce =
                anOrder().in(new Confirmed(NEXT_DAY)).rectifyComplex(MANAGER, "复杂", "已补发", at("2026-03-13"), CALENDAR);

        assertThat(declared).isEqualTo(new Declined(new ComplexDeclaredLate(LocalDate.parse("2026-03-12"))));
        assertThat(atOnce).isEqualTo(declared);
    }

    @Test
    void declaringAndReportingAtOnceIsOneStep() {
        var order = anOrder().in(new Confirmed(NEXT_DAY));

        var rectified = next(order.rectifyComplex(MANAGER, "复杂", "已补发", at("2026-03-12"), CALENDAR));

        assertThat(rectified.version()).isEqualTo(order.version() + 1);
        assertThat(rectified.complexReason()).isEqualTo("复杂");
        assertThat(rectified.status()).isEqualTo(Status.RECTIFIED);
    }

    @Test
    void theThirdCallThatNobodyAnswersEndsTheAttempts() {
        var morning = NEXT_DAY;
        var noon = morning.plus(Duration.ofHours(2));
        var once = next(call(anOrder().in(new Rectified(remedy())), morning));
        var twice = next(call(once, noon));
        var thrice = next(call(twice, noon.plus(Duration.ofHours(2))));

        assertThat(once.state()).isEqualTo(new Rectified(remedy(), 1, morning));
        assertThat(twice.state()).isEqualTo(new Rectified(remedy(), 2, noon));
        assertThat(thrice.state()).isEqualTo(new CalledBack(remedy(), 3, Outcome.UNREACHABLE));
        assertThat(thrice.tally()).isEqualTo(Tally.NOTHING);
        assertThat(next(thrice.close(SUPERVISOR, null, NEXT_DAY)).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void attemptsAreMadeAtDifferentTimes() {
        var once = next(call(anOrder().in(new Rectified(remedy())), NEXT_DAY));

        assertThat(call(once, NEXT_DAY.plus(Duration.ofMinutes(119))))
                .isEqualTo(new Declined(new AttemptTooSoon(NEXT_DAY.plus(Duration.ofHours(2)))));
        assertThat(once.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY.plusSeconds(1)))
                .as("who calls back at once is answered at once")
                .isInstanceOf(Applied.class);
    }

    private static Transition call(RectificationOrder order, Instant at) {
        return order.callBack(SUPERVISOR, CallBack.NOT_REACHED, null, at);
    }

    @Test
    void aRaterWhoIsNotSatisfiedReopensTheOrderOnceWithFreshClocks() {
        var rectified = anOrder().in(new Rectified(remedy(), 1, NEXT_DAY));

        var reopened = next(rectified.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, "仍未解决", at("2026-03-10")));

        assertThat(reopened.state()).isEqualTo(new Reopened());
        assertThat(reopened.round()).isEqualTo(new Round(2, LocalDate.parse("2026-03-10")));
        assertThat(reopened.complex()).isFalse();
        assertThat(reopened.tally()).isEqualTo(new Tally(false, false, 1, 1, 0, new Tally.Answer(1, false)));

        var again = anOrder().inItsSecondRound().in(new Rectified(remedy()));
        var ended = next(again.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, null, at("2026-03-16")));
        assertThat(ended.outcome()).isEqualTo(Outcome.NOT_SATISFIED);
        assertThat(ended.status()).isEqualTo(Status.CALLED_BACK);
    }

    @Test
    void latenessOfAnyRoundStays() {
        var late = rectifiedOn("2026-03-13");
        var reopened = next(late.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, null, at("2026-03-16")));
        var confirmed = next(next(reopened.contact(MANAGER, null, at("2026-03-16")))
                .confirm(MANAGER, Judgement.AS_SAID, null, at("2026-03-16")));

        var inTime = next(confirmed.rectify(MANAGER, "已再次补发", at("2026-03-17"), CALENDAR));

        assertThat(inTime.tally()).isEqualTo(new Tally(true, true, 1, 1, 0, new Tally.Answer(1, false)));
    }

    @Test
    void ofARoundTheRatersLatestAnswerCountsAndCountsOnce() {
        var rectified = anOrder().in(new Rectified(remedy()));
        var followedUp = next(rectified.followUp(false, NEXT_DAY));
        var calledBack = next(followedUp.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY));
        var closed = next(calledBack.close(SUPERVISOR, null, NEXT_DAY));
        var answered = next(closed.answer(false, null, NEXT_DAY));

        assertThat(followedUp.state()).isEqualTo(rectified.state());
        assertThat(followedUp.tally()).isEqualTo(new Tally(false, false, 0, 1, 0, new Tally.Answer(1, false)));
        assertThat(calledBack.tally()).isEqualTo(new Tally(false, false, 1, 1, 1, new Tally.Answer(1, true)));
        assertThat(answered.tally()).isEqualTo(new Tally(false, false, 1, 1, 0, new Tally.Answer(1, false)));
    }

    @Test
    void whatWasSaidBeforeAFollowUpHoldsAgainWhenThatIsFoundInvalid() {
        var rectified = anOrder().in(new Rectified(remedy()));
        var alone = next(rectified.followUp(false, NEXT_DAY));
        var calledBack = next(rectified.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY));
        var afterTheCall = next(calledBack.followUp(false, NEXT_DAY));
        var answered = next(next(calledBack.close(SUPERVISOR, null, NEXT_DAY)).answer(false, null, NEXT_DAY));
        var afterTheAnswer = next(answered.followUp(true, at("2026-03-11")));

        assertThat(next(alone.withdrawFollowUp(said(1, false, null), NEXT_DAY)).tally())
                .isEqualTo(Tally.NOTHING);
        assertThat(next(alone.withdrawFollowUp(said(1, false, null), NEXT_DAY)).dissatisfiedOn())
                .isNull();
        assertThat(next(afterTheCall.withdrawFollowUp(said(1, false, true), NEXT_DAY))
                        .tally())
                .isEqualTo(new Tally(false, false, 1, 1, 1, new Tally.Answer(1, true)));
        assertThat(afterTheAnswer.dissatisfiedOn()).isNull();
        assertThat(next(afterTheAnswer.withdrawFollowUp(said(1, true, false), at("2026-03-12")))
                        .tally())
                .isEqualTo(new Tally(false, false, 1, 1, 0, new Tally.Answer(1, false)));
        assertThat(next(afterTheAnswer.withdrawFollowUp(said(1, true, false), at("2026-03-12")))
                        .dissatisfiedOn())
                .isEqualTo("2026-03-06");
    }

    private static Answers.Standing said(int round, boolean satisfied, @Nullable Boolean before) {
        return new Answers.Standing(new Tally.Answer(round, satisfied), before);
    }

    @Test
    void aFollowUpGoesOutOfTheRoundItWasAboutAndComesBackToItWhileAnotherOneRuns() {
        var calledBack =
                next(anOrder().in(new Rectified(remedy())).callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY));
        var reopened = next(next(calledBack.followUp(false, NEXT_DAY)).reopen(SUPERVISOR, "未改", NEXT_DAY));
        assertThat(reopened.tally()).isEqualTo(new Tally(false, false, 1, 1, 0, new Tally.Answer(1, false)));

        var without = next(reopened.withdrawFollowUp(said(1, false, true), NEXT_DAY));

        assertThat(without.state()).isEqualTo(new Reopened());
        assertThat(without.tally()).isEqualTo(new Tally(false, false, 1, 1, 1, new Tally.Answer(1, true)));

        var again = next(
                next(next(without.contact(MANAGER, null, NEXT_DAY)).confirm(MANAGER, Judgement.AS_SAID, null, NEXT_DAY))
                        .rectify(MANAGER, "已再次补发", NEXT_DAY, CALENDAR));
        var asked = next(again.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY));
        var believed = next(asked.believeFollowUp(1, true, false, NEXT_DAY));

        assertThat(believed.state()).isEqualTo(asked.state());
        assertThat(believed.tally()).isEqualTo(new Tally(true, false, 2, 2, 1, new Tally.Answer(2, true)));
        assertThat(believed.dissatisfiedOn()).as("of a round before").isNull();
        assertThat(next(believed.withdrawFollowUp(said(1, false, true), NEXT_DAY))
                        .tally())
                .isEqualTo(asked.tally());
    }

    @Test
    void anAnswerAboutAnotherRoundStandsBesideTheFirst() {
        var reopened = next(
                anOrder().in(new Rectified(remedy())).callBack(SUPERVISOR, CallBack.NOT_SATISFIED, null, NEXT_DAY));
        var again = next(next(next(reopened.contact(MANAGER, null, NEXT_DAY))
                        .confirm(MANAGER, Judgement.AS_SAID, null, NEXT_DAY))
                .rectify(MANAGER, "已再次补发", NEXT_DAY, CALENDAR));

        var followedUp = next(again.followUp(true, NEXT_DAY));

        assertThat(followedUp.tally()).isEqualTo(new Tally(true, false, 1, 2, 1, new Tally.Answer(2, true)));
    }

    @Test
    void afterTheClosingTheOfficeCallsThreeTimesAndAnAnswerIsTakenOnce() {
        var closed = anOrder().in(new Closed(remedy(), 0, Outcome.SATISFIED, at("2026-03-11")));
        var morning = at("2026-03-12");
        var tooSoon = morning.plus(RectificationOrder.BETWEEN_ATTEMPTS).minusSeconds(1);
        var first = next(closed.callAgain(SUPERVISOR, CallBack.NOT_REACHED, null, morning));
        var second = next(first.callAgain(SUPERVISOR, CallBack.NOT_REACHED, null, at("2026-03-13")));
        var third = next(second.callAgain(SUPERVISOR, CallBack.NOT_REACHED, null, at("2026-03-14")));

        assertThat(first.callAgain(SUPERVISOR, CallBack.NOT_REACHED, null, tooSoon))
                .isEqualTo(new Declined(new AttemptTooSoon(tooSoon.plusSeconds(1))));
        assertThat(third.oversight().afterClosing().calls()).isEqualTo(new Oversight.SecondCalls(3, at("2026-03-14")));
        assertThat(third.tally()).as("nobody was heard").isEqualTo(closed.tally());
        assertThat(third.callAgain(SUPERVISOR, CallBack.NOT_REACHED, null, at("2026-03-16")))
                .isEqualTo(new Declined(new NoMoreCalls()));
        var answered = next(third.callAgain(SUPERVISOR, CallBack.NOT_SATISFIED, null, at("2026-03-16")));
        assertThat(answered.status()).isEqualTo(Status.CLOSED);
        assertThat(answered.tally().heard()).isEqualTo(1);
        assertThat(answered.tally().satisfied()).isZero();
        assertThat(answered.dissatisfiedOn()).isEqualTo(LocalDate.parse("2026-03-16"));
        assertThat(answered.callAgain(SUPERVISOR, CallBack.SATISFIED, null, at("2026-03-17")))
                .isEqualTo(new Declined(new AlreadyAnswered()));
        assertThat(closed.callAgain(remedy().by(), CallBack.SATISFIED, null, morning))
                .isEqualTo(new Declined(new OwnRectification()));
        assertThat(next(third.reopen(SUPERVISOR, "再次反映", at("2026-03-17")))
                        .oversight()
                        .afterClosing()
                        .calls())
                .as("another round is called about anew")
                .isNull();
        assertThat(anOrder().anonymous().in(closed.state()).callAgain(SUPERVISOR, CallBack.SATISFIED, null, morning))
                .isEqualTo(new Declined(new NotAsked()));
    }

    @Test
    void anAnonymousOrderMayBeClosedWithoutACallBackAndARealNameOneMayNot() {
        assertThat(next(anOrder().anonymous().in(new Rectified(remedy())).close(SUPERVISOR, null, NEXT_DAY)))
                .extracting(RectificationOrder::status, RectificationOrder::outcome)
                .containsExactly(Status.CLOSED, null);
        assertThat(anOrder().in(new Rectified(remedy(), 2, NEXT_DAY)).close(SUPERVISOR, null, NEXT_DAY))
                .isEqualTo(new Declined(new CallBackFirst()));
    }

    @Test
    void whoRectifiedDoesNotCallBack() {
        for (var callBack : CallBack.values()) {
            assertThat(anOrder().in(new Rectified(remedy())).callBack(MANAGER, callBack, null, NEXT_DAY))
                    .isEqualTo(new Declined(new OwnRectification()));
        }
    }

    @Test
    void confirmationIsRemembered() {
        assertThat(next(anOrder().in(new Contacted(OPENED)).confirm(MANAGER, Judgement.AS_SAID, "属实", NEXT_DAY))
                        .tally()
                        .confirmed())
                .isTrue();
    }

    @Test
    void anObjectionIsFiledWithinTwoWorkingDaysOfTheDispatch() {
        var onTheSecondDay = object(anOrder().in(new Dispatched()), Objection.Kind.MISTAKEN, "2026-03-09");
        var onTheThird = object(anOrder().in(new Dispatched()), Objection.Kind.MISTAKEN, "2026-03-10");

        assertThat(next(onTheSecondDay).status()).isEqualTo(Status.OBJECTED);
        assertThat(onTheThird).isEqualTo(new Declined(new ObjectionTooLate(LocalDate.parse("2026-03-09"))));
    }

    @Test
    void theClocksRunOnWhileAnObjectionWaits() {
        var objected = next(object(anOrder().in(new Dispatched()), Objection.Kind.MISTAKEN, "2026-03-06"));

        var contacted = next(objected.contact(MANAGER, null, at("2026-03-06")));
        var rejected = next(contacted.rejectObjection(OFFICE, "不成立", at("2026-03-09")));

        assertThat(contacted.status()).isEqualTo(Status.OBJECTED);
        assertThat(contacted.contact(MANAGER, null, at("2026-03-06")))
                .isEqualTo(new Declined(new WrongState(Status.OBJECTED)));
        assertThat(rejected.state()).isEqualTo(new Contacted(at("2026-03-06")));
        assertThat(rejected.round()).isEqualTo(new Round(1, LocalDate.parse("2026-03-05")));
    }

    @Test
    void aUnitObjectsOnce() {
        var rejected = next(next(object(anOrder().in(new Dispatched()), Objection.Kind.MISTAKEN, "2026-03-06"))
                .rejectObjection(OFFICE, "不成立", at("2026-03-06")));

        assertThat(rejected.state()).isEqualTo(new Dispatched());
        assertThat(object(rejected, Objection.Kind.MALICIOUS, "2026-03-06"))
                .isEqualTo(new Declined(new AlreadyObjected()));
    }

    @Test
    void inALaterRoundNobodyObjects() {
        assertThat(object(
                        anOrder().inItsSecondRound().in(new Contacted(NEXT_DAY)),
                        Objection.Kind.MISTAKEN,
                        "2026-03-06"))
                .isEqualTo(new Declined(new ObjectionTooLate(LocalDate.parse("2026-03-09"))));
    }

    @ParameterizedTest
    @EnumSource(names = {"MISTAKEN", "MALICIOUS"})
    void whatWasMistakenOrMaliciousIsInvalidated(Objection.Kind kind) {
        var objected = next(object(anOrder().in(new Contacted(NEXT_DAY)), kind, "2026-03-06"));

        var invalidated = next(objected.upholdObjection(OFFICE, "成立", null, at("2026-03-10")));

        assertThat(invalidated.status()).isEqualTo(Status.INVALIDATED);
        assertThat(invalidated.invalidatedAt()).isEqualTo(at("2026-03-10"));
        assertThat(invalidated.about()).as("what was said is kept").isEqualTo(aRating(false));
    }

    @Test
    void whatWentToTheWrongUnitGoesOnToTheRightOneWithFreshClocks() {
        var objected = next(object(anOrder().in(new Contacted(NEXT_DAY)), Objection.Kind.WRONG_UNIT, "2026-03-06"));

        var sentOn = next(objected.upholdObjection(OFFICE, "由市场监管局办理", "SCJG", at("2026-03-10")));

        assertThat(sentOn.state()).isEqualTo(new Dispatched());
        assertThat(sentOn.about().unit()).isEqualTo("SCJG");
        assertThat(sentOn.round()).isEqualTo(new Round(1, LocalDate.parse("2026-03-10")));
        assertThat(sentOn.oversight().dispatch().number()).isEqualTo(2);
        assertThat(next(object(sentOn, Objection.Kind.WRONG_UNIT, "2026-03-12")).status())
                .as("the next unit may object as well, within its own days")
                .isEqualTo(Status.OBJECTED);
        assertThat(objected.upholdObjection(OFFICE, "成立", "XZSP", at("2026-03-10")))
                .isEqualTo(new Declined(new SameUnit("XZSP")));
    }

    @Test
    void nobodyDecidesInTheirOwnMatter() {
        var objected = next(object(anOrder().in(new Dispatched()), Objection.Kind.MISTAKEN, "2026-03-06"));
        var sameUnit = new Decider(SUPERVISOR, "XZSP", false);
        var ratedOfficer = new Decider(SUPERVISOR, "ZWGLB", true);
        var objector = new Decider(MANAGER, "ZWGLB", false);

        for (var decider : List.of(sameUnit, ratedOfficer, objector)) {
            assertThat(objected.upholdObjection(decider, "成立", null, NEXT_DAY))
                    .isEqualTo(new Declined(new OwnMatter()));
            assertThat(objected.rejectObjection(decider, "不成立", NEXT_DAY)).isEqualTo(new Declined(new OwnMatter()));
        }
    }

    @Test
    void whatIsNotSoIsNotCountedAsConfirmed() {
        var untrue = new Judgement(Judgement.Truth.UNTRUE, false, Judgement.Grade.URGENT);

        var confirmed = next(anOrder().in(new Contacted(NEXT_DAY)).confirm(MANAGER, untrue, null, NEXT_DAY));

        assertThat(confirmed.tally().confirmed()).isFalse();
        assertThat(confirmed.oversight().judgement()).isEqualTo(untrue);
    }

    @Test
    void theCheckIsDueFiveWorkingDaysAfterTheRectificationAndMadeOnce() {
        var rectified = rectifiedOn("2026-03-09");

        var checked = next(rectified.check(OFFICE, true, null, at("2026-03-10")));

        assertThat(rectified.checkDueOn(CALENDAR)).isEqualTo("2026-03-16");
        assertThat(checked.status()).isEqualTo(Status.RECTIFIED);
        assertThat(checked.check(OFFICE, true, null, at("2026-03-10"))).isEqualTo(new Declined(new AlreadyChecked()));
    }

    @Test
    void whoRectifiedOrBelongsToTheUnitDoesNotCheck() {
        var rectified = rectifiedOn("2026-03-09");

        assertThat(rectified.check(new Decider(MANAGER, null, false), true, null, NEXT_DAY))
                .isEqualTo(new Declined(new OwnMatter()));
        assertThat(rectified.check(new Decider(SUPERVISOR, "XZSP", false), true, null, NEXT_DAY))
                .isEqualTo(new Declined(new OwnMatter()));
    }

    @Test
    void aFailedCheckOpensAnotherRoundUntilThereWereThree() {
        var closed = new Closed(remedy(), 0, Outcome.SATISFIED, at("2026-03-11"));

        var reopened = next(anOrder().inItsSecondRound().in(closed).check(OFFICE, false, "现场未见", at("2026-03-16")));
        var inTheLast = next(anOrder().inItsThirdRound().in(closed).check(OFFICE, false, "现场未见", at("2026-03-20")));

        assertThat(reopened.state()).isEqualTo(new Reopened());
        assertThat(reopened.round()).isEqualTo(new Round(3, LocalDate.parse("2026-03-16")));
        assertThat(inTheLast.state()).isEqualTo(closed);
        assertThat(anOrder().inItsThirdRound().in(closed).reopen(SUPERVISOR, "再次反映", NEXT_DAY))
                .isEqualTo(new Declined(new NoMoreRounds()));
        assertThat(next(inTheLast.talk(SUPERVISOR, LocalDate.parse("2026-03-20"), "限期", at("2026-03-20"), CALENDAR))
                        .oversight()
                        .talkedOn())
                .isEqualTo("2026-03-20");
    }

    @Test
    void aTalkNeedsAReason() {
        var order = anOrder().in(new Confirmed(NEXT_DAY));

        assertThat(order.talk(SUPERVISOR, LocalDate.parse("2026-03-12"), "限期", at("2026-03-12"), CALENDAR))
                .isEqualTo(new Declined(new NothingToTalkAbout()));
        assertThat(next(order.talk(SUPERVISOR, LocalDate.parse("2026-03-13"), "限期", at("2026-03-13"), CALENDAR))
                        .status())
                .isEqualTo(Status.CONFIRMED);
        assertThat(next(rectifiedOn("2026-03-13")
                                .talk(SUPERVISOR, LocalDate.parse("2026-03-16"), "限期", at("2026-03-16"), CALENDAR))
                        .status())
                .isEqualTo(Status.RECTIFIED);
    }

    @Test
    void theRaterAnswersOnceAfterTheClosingUnlessNameless() {
        var closed = new Closed(remedy(), 0, Outcome.SATISFIED, at("2026-03-11"));

        var answered = next(anOrder().in(closed).answer(false, null, at("2026-03-12")));

        assertThat(answered.oversight().afterClosing().answer())
                .isEqualTo(new Oversight.SecondAnswer(false, at("2026-03-12")));
        assertThat(answered.answer(true, null, at("2026-03-12"))).isEqualTo(new Declined(new AlreadyAnswered()));
        assertThat(anOrder().anonymous().in(closed).answer(true, null, at("2026-03-12")))
                .isEqualTo(new Declined(new NotAsked()));
    }

    @Test
    void whoIsNotSatisfiedAfterwardsIsHeardByTheOfficeWhichChecksAnewWhatItHadChecked() {
        var rectified = anOrder()
                .with(Oversight.from(LocalDate.parse("2026-03-05")).rectified(at("2026-03-09")))
                .in(new Rectified(remedy()));
        var unchecked = next(rectified.followUp(false, at("2026-03-11")));
        assertThat(unchecked.dissatisfiedOn()).isEqualTo("2026-03-11");
        assertThat(unchecked.checkDueOn(CALENDAR))
                .as("the check was due anyway")
                .isEqualTo("2026-03-16");
        assertThat(next(unchecked.followUp(true, at("2026-03-12"))).dissatisfiedOn())
                .as("the rater says otherwise")
                .isNull();

        var checked = next(rectified.check(OFFICE, true, null, at("2026-03-10")));
        var dissatisfied = next(checked.followUp(false, at("2026-03-11")));
        assertThat(dissatisfied.oversight().checking().made()).isNull();
        assertThat(dissatisfied.checkDueOn(CALENDAR)).isEqualTo("2026-03-18");
        var settled = next(dissatisfied.check(OFFICE, true, null, at("2026-03-12")));
        assertThat(settled.dissatisfiedOn()).isNull();
        assertThat(settled.check(OFFICE, true, null, at("2026-03-12"))).isEqualTo(new Declined(new AlreadyChecked()));
        var reopened = next(dissatisfied.check(OFFICE, false, "仍未公示", at("2026-03-12")));
        assertThat(reopened.dissatisfiedOn()).isNull();
        assertThat(reopened.checkDueOn(CALENDAR)).isNull();
    }

    @Test
    void whatTheRaterSaysToACallBackIsNotSaidToNobody() {
        var rectified = anOrder().in(new Rectified(remedy()));
        var followedUp = next(rectified.followUp(false, NEXT_DAY));

        assertThat(next(followedUp.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY))
                        .dissatisfiedOn())
                .isNull();
        assertThat(next(followedUp.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, null, NEXT_DAY))
                        .dissatisfiedOn())
                .isNull();
    }

    private static Transition object(RectificationOrder order, Objection.Kind kind, String day) {
        return order.object(MANAGER, kind, "评价人认错了单位", at(day), CALENDAR);
    }

    private static RectificationOrder next(Transition transition) {
        assertThat(transition).isInstanceOf(Applied.class);
        return ((Applied) transition).next();
    }
}
