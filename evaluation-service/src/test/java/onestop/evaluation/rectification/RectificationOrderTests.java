package onestop.evaluation.rectification;

import static onestop.evaluation.rectification.OrderExamples.CALENDAR;
import static onestop.evaluation.rectification.OrderExamples.MANAGER;
import static onestop.evaluation.rectification.OrderExamples.NEXT_DAY;
import static onestop.evaluation.rectification.OrderExamples.OPENED;
import static onestop.evaluation.rectification.OrderExamples.SUPERVISOR;
import static onestop.evaluation.rectification.OrderExamples.aRating;
import static onestop.evaluation.rectification.OrderExamples.anOrder;
import static onestop.evaluation.rectification.OrderExamples.at;
import static onestop.evaluation.rectification.OrderExamples.remedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import onestop.evaluation.rectification.OrderState.Outcome;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Rectifying;
import onestop.evaluation.rectification.OrderState.Reopened;
import onestop.evaluation.rectification.Rejection.AlreadyClosed;
import onestop.evaluation.rectification.Rejection.AlreadyComplex;
import onestop.evaluation.rectification.Rejection.CallBackFirst;
import onestop.evaluation.rectification.Rejection.ComplexDeclaredLate;
import onestop.evaluation.rectification.Rejection.OwnRectification;
import onestop.evaluation.rectification.Rejection.WrongState;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.evaluation.scale.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RectificationOrderTests {

    /** Every command, with the states from which it leads somewhere. This is the transition table. */
    enum Command {
        CONTACT(order -> order.contact(MANAGER, null, NEXT_DAY), Status.DISPATCHED, Status.REOPENED),
        CONFIRM(order -> order.confirm(MANAGER, null, NEXT_DAY), Status.CONTACTED),
        DECLARE_COMPLEX(order -> order.declareComplex(MANAGER, "两个部门核对", NEXT_DAY, CALENDAR), Status.CONFIRMED),
        RECTIFY(order -> order.rectify(MANAGER, "已补发", NEXT_DAY, CALENDAR), Status.CONFIRMED, Status.RECTIFYING),
        RECTIFY_COMPLEX(order -> order.rectifyComplex(MANAGER, "两个部门核对", "已补发", NEXT_DAY, CALENDAR), Status.CONFIRMED),
        CALL_BACK(order -> order.callBack(SUPERVISOR, CallBack.SATISFIED, null, NEXT_DAY), Status.RECTIFIED),
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
        var lateInTheEvening = java.time.Instant.parse("2026-03-05T16:30:00Z"); // half past midnight in the county

        var opened = RectificationOrder.open(new RectificationId(UUID.randomUUID()), aRating(false), lateInTheEvening);

        assertThat(opened.next().state()).isEqualTo(new Dispatched());
        assertThat(opened.next().round()).isEqualTo(new Round(1, LocalDate.parse("2026-03-06")));
        assertThat(opened.next().version()).isEqualTo(1);
        assertThat(opened.step()).isEqualTo(new Step(Step.Kind.OPENED, lateInTheEvening, null, null));
    }

    @Test
    void aGoodRatingOpensNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BadRating(
                        UUID.randomUUID(),
                        "R",
                        "DELIVERY",
                        "M",
                        "XZSP",
                        Level.BASICALLY_SATISFIED,
                        List.of(),
                        null,
                        false));
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
        var once = next(call(anOrder().in(new Rectified(remedy(), 0)), CallBack.NOT_REACHED));
        var twice = next(call(once, CallBack.NOT_REACHED));
        var thrice = next(call(twice, CallBack.NOT_REACHED));

        assertThat(once.state()).isEqualTo(new Rectified(remedy(), 1));
        assertThat(twice.state()).isEqualTo(new Rectified(remedy(), 2));
        assertThat(thrice.state()).isEqualTo(new CalledBack(remedy(), 3, Outcome.UNREACHABLE));
        assertThat(thrice.tally()).isEqualTo(Tally.NOTHING);
        assertThat(next(thrice.close(SUPERVISOR, null, NEXT_DAY)).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void aRaterWhoIsNotSatisfiedReopensTheOrderOnceWithFreshClocks() {
        var rectified = anOrder().in(new Rectified(remedy(), 1));

        var reopened = next(rectified.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, "仍未解决", at("2026-03-10")));

        assertThat(reopened.state()).isEqualTo(new Reopened());
        assertThat(reopened.round()).isEqualTo(new Round(2, LocalDate.parse("2026-03-10")));
        assertThat(reopened.complex()).isFalse();
        assertThat(reopened.tally()).isEqualTo(new Tally(false, false, 1, 0));

        var again = anOrder().inItsSecondRound().in(new Rectified(remedy(), 0));
        var ended = next(again.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, null, at("2026-03-16")));
        assertThat(ended.outcome()).isEqualTo(Outcome.NOT_SATISFIED);
        assertThat(ended.status()).isEqualTo(Status.CALLED_BACK);
    }

    @Test
    void latenessOfAnyRoundStays() {
        var late = rectifiedOn("2026-03-13");
        var reopened = next(late.callBack(SUPERVISOR, CallBack.NOT_SATISFIED, null, at("2026-03-16")));
        var confirmed =
                next(next(reopened.contact(MANAGER, null, at("2026-03-16"))).confirm(MANAGER, null, at("2026-03-16")));

        var inTime = next(confirmed.rectify(MANAGER, "已再次补发", at("2026-03-17"), CALENDAR));

        assertThat(inTime.tally()).isEqualTo(new Tally(true, true, 1, 0));
    }

    @Test
    void anAnonymousOrderMayBeClosedWithoutACallBackAndARealNameOneMayNot() {
        assertThat(next(anOrder().anonymous().in(new Rectified(remedy(), 0)).close(SUPERVISOR, null, NEXT_DAY)))
                .extracting(RectificationOrder::status, RectificationOrder::outcome)
                .containsExactly(Status.CLOSED, null);
        assertThat(anOrder().in(new Rectified(remedy(), 2)).close(SUPERVISOR, null, NEXT_DAY))
                .isEqualTo(new Declined(new CallBackFirst()));
    }

    @Test
    void whoRectifiedDoesNotCallBack() {
        for (var callBack : CallBack.values()) {
            assertThat(anOrder().in(new Rectified(remedy(), 0)).callBack(MANAGER, callBack, null, NEXT_DAY))
                    .isEqualTo(new Declined(new OwnRectification()));
        }
    }

    @Test
    void confirmationIsRemembered() {
        assertThat(next(anOrder().in(new Contacted(OPENED)).confirm(MANAGER, "属实", NEXT_DAY))
                        .tally()
                        .confirmed())
                .isTrue();
    }

    private static Transition call(RectificationOrder order, CallBack result) {
        return order.callBack(SUPERVISOR, result, null, NEXT_DAY);
    }

    private static RectificationOrder next(Transition transition) {
        assertThat(transition).isInstanceOf(Applied.class);
        return ((Applied) transition).next();
    }
}
