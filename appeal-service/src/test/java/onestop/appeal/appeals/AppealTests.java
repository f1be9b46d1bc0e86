package onestop.appeal.appeals;

import static onestop.appeal.appeals.AppealExamples.CHEN;
import static onestop.appeal.appeals.AppealExamples.GAJ;
import static onestop.appeal.appeals.AppealExamples.LI;
import static onestop.appeal.appeals.AppealExamples.MONDAY;
import static onestop.appeal.appeals.AppealExamples.OFFICE;
import static onestop.appeal.appeals.AppealExamples.SCJG;
import static onestop.appeal.appeals.AppealExamples.SWJ;
import static onestop.appeal.appeals.AppealExamples.aSubmission;
import static onestop.appeal.appeals.AppealExamples.anAppeal;
import static onestop.appeal.appeals.AppealExamples.at;
import static onestop.appeal.appeals.AppealExamples.calledBack;
import static onestop.appeal.appeals.AppealExamples.coordinator;
import static onestop.appeal.appeals.AppealExamples.everyState;
import static onestop.appeal.appeals.AppealExamples.manager;
import static onestop.appeal.appeals.AppealExamples.managerOf;
import static onestop.appeal.appeals.AppealExamples.managerWho;
import static onestop.appeal.appeals.AppealExamples.replied;
import static onestop.appeal.appeals.AppealExamples.unreached;
import static onestop.appeal.clocks.Profiles.TIMETABLE;
import static onestop.appeal.words.StateName.ANSWERED_DIRECTLY;
import static onestop.appeal.words.StateName.CALLED_BACK;
import static onestop.appeal.words.StateName.CLOSED;
import static onestop.appeal.words.StateName.COORDINATING;
import static onestop.appeal.words.StateName.DISPATCHED;
import static onestop.appeal.words.StateName.EXTENSION_REQUESTED;
import static onestop.appeal.words.StateName.IN_PROGRESS;
import static onestop.appeal.words.StateName.RECEIVED;
import static onestop.appeal.words.StateName.REDO;
import static onestop.appeal.words.StateName.REPLIED;
import static onestop.appeal.words.StateName.RETURNED;
import static onestop.appeal.words.StateName.SIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.LimitExtended;
import onestop.appeal.appeals.AppealEvent.Summary;
import onestop.appeal.appeals.AppealState.AnsweredDirectly;
import onestop.appeal.appeals.AppealState.Attempts;
import onestop.appeal.appeals.AppealState.CalledBack;
import onestop.appeal.appeals.AppealState.Closed;
import onestop.appeal.appeals.AppealState.Coordinating;
import onestop.appeal.appeals.AppealState.Dispatched;
import onestop.appeal.appeals.AppealState.ExtensionRequested;
import onestop.appeal.appeals.AppealState.InProgress;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.Reached;
import onestop.appeal.appeals.AppealState.Received;
import onestop.appeal.appeals.AppealState.Redo;
import onestop.appeal.appeals.AppealState.Rejected;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.appeals.AppealState.Replied;
import onestop.appeal.appeals.AppealState.Signed;
import onestop.appeal.appeals.AppealState.Unreached;
import onestop.appeal.appeals.Rejection.AlreadyAnswered;
import onestop.appeal.appeals.Rejection.AlreadyContacted;
import onestop.appeal.appeals.Rejection.AlreadyRedone;
import onestop.appeal.appeals.Rejection.AlreadyReopened;
import onestop.appeal.appeals.Rejection.CallBackTooSoon;
import onestop.appeal.appeals.Rejection.CannotJoin;
import onestop.appeal.appeals.Rejection.ClassDoesNotFit;
import onestop.appeal.appeals.Rejection.ExtensionTooLong;
import onestop.appeal.appeals.Rejection.ExtensionsExhausted;
import onestop.appeal.appeals.Rejection.FileOfRating;
import onestop.appeal.appeals.Rejection.HandledTogether;
import onestop.appeal.appeals.Rejection.LeaderOnly;
import onestop.appeal.appeals.Rejection.NoDecisionNamed;
import onestop.appeal.appeals.Rejection.NoExtension;
import onestop.appeal.appeals.Rejection.NoSuchAppeal;
import onestop.appeal.appeals.Rejection.NobodyToContact;
import onestop.appeal.appeals.Rejection.NothingToRedo;
import onestop.appeal.appeals.Rejection.OpinionAlreadyGiven;
import onestop.appeal.appeals.Rejection.OutcomeDoesNotFit;
import onestop.appeal.appeals.Rejection.ReasonMissing;
import onestop.appeal.appeals.Rejection.Recused;
import onestop.appeal.appeals.Rejection.ReturnsExhausted;
import onestop.appeal.appeals.Rejection.SameFile;
import onestop.appeal.appeals.Rejection.SameUnit;
import onestop.appeal.appeals.Rejection.SummaryMissing;
import onestop.appeal.appeals.Rejection.TooLateToExtend;
import onestop.appeal.appeals.Rejection.TooLateToReopen;
import onestop.appeal.appeals.Rejection.TooLateToReturn;
import onestop.appeal.appeals.Rejection.TooManyJoined;
import onestop.appeal.appeals.Rejection.UrgencyUnchanged;
import onestop.appeal.appeals.Rejection.WouldTellWho;
import onestop.appeal.appeals.Rejection.WrongState;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.clocks.Clock;
import onestop.appeal.recusal.Part;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AppealTests {

    /** Every command as its rightful giver would give it, and the states that allow it: the transition table. */
    enum Command {
        NAME_FILE(
                RECEIVED,
                ANSWERED_DIRECTLY,
                DISPATCHED,
                SIGNED,
                RETURNED,
                IN_PROGRESS,
                EXTENSION_REQUESTED,
                COORDINATING,
                REPLIED,
                CALLED_BACK,
                REDO),
        RECORD_CONTACT_BY_OFFICE(RECEIVED, RETURNED),
        CLASSIFY(RECEIVED, RETURNED, DISPATCHED, SIGNED, IN_PROGRESS, COORDINATING),
        CHANGE_URGENCY(RECEIVED, RETURNED, DISPATCHED),
        ANSWER_DIRECTLY(RECEIVED, RETURNED),
        DISPATCH(RECEIVED, DISPATCHED, RETURNED),
        SIGN(DISPATCHED),
        GIVE_BACK(DISPATCHED, SIGNED, IN_PROGRESS),
        RECORD_CONTACT(SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING),
        GIVE_OPINION(SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING),
        REPLY_ON_STAGE(SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING),
        ASK_EXTENSION(SIGNED, IN_PROGRESS, COORDINATING),
        GRANT_EXTENSION(EXTENSION_REQUESTED),
        REFUSE_EXTENSION(EXTENSION_REQUESTED),
        COORDINATE(SIGNED, IN_PROGRESS, COORDINATING),
        GIVE_PART(COORDINATING),
        END_COORDINATION(COORDINATING),
        REPLY(SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, REDO),
        CALL_BACK_REACHED(REPLIED, ANSWERED_DIRECTLY),
        CALL_BACK_MISSED(REPLIED, ANSWERED_DIRECTLY),
        ORDER_REDO(REPLIED, CALLED_BACK),
        CLOSE(CALLED_BACK),
        REOPEN(CLOSED),
        REJECT(RECEIVED, RETURNED, DISPATCHED, SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING),
        JOIN(RECEIVED, RETURNED, DISPATCHED),
        ASK_REVISION(SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING, REPLIED, CALLED_BACK, REDO),
        NOTE_CLUE(SIGNED, IN_PROGRESS, EXTENSION_REQUESTED, COORDINATING, REPLIED, CALLED_BACK, REDO);

        final Set<StateName> legalIn;

        Command(StateName... legalIn) {
            this.legalIn = Set.of(legalIn);
        }

        Transition on(Appeal appeal, @Nullable Part part) {
            var unit = new Handler(LI, GAJ, part);
            var asked = new Handler(LI, SCJG, part);
            var office = new Handler(CHEN, null, part);
            return switch (this) {
                case NAME_FILE -> appeal.nameFile(office, OTHER_FILE, null, MONDAY);
                case RECORD_CONTACT_BY_OFFICE -> appeal.recordContactByOffice(office, "已联系", OFFICE, MONDAY);
                case CLASSIFY ->
                    appeal.classify(office, AppealKind.BLOCKED_MATTER, BlockedClass.SPECIAL, null, TIMETABLE, MONDAY);
                case CHANGE_URGENCY -> appeal.changeUrgency(office, true, "生产线停工", TIMETABLE, MONDAY);
                case ANSWER_DIRECTLY -> appeal.answerDirectly(office, "可以网上办理", OFFICE, MONDAY);
                case DISPATCH -> appeal.dispatch(office, SWJ, null, null, Signer.MAY_HANDLE, MONDAY);
                case SIGN -> appeal.sign(unit, Signer.MAY_HANDLE, MONDAY);
                case GIVE_BACK -> appeal.giveBack(unit, "不属本单位职责", SWJ, TIMETABLE, MONDAY);
                case RECORD_CONTACT -> appeal.recordContact(unit, "已联系", MONDAY);
                case GIVE_OPINION -> appeal.giveOpinion(unit, "两日内办结", MONDAY);
                case REPLY_ON_STAGE -> appeal.replyOnStage(unit, "已核实，正在补办", MONDAY);
                case ASK_EXTENSION -> appeal.askExtension(unit, 5, "须现场核查", TIMETABLE, MONDAY);
                case GRANT_EXTENSION -> appeal.grantExtension(office, null, TIMETABLE, MONDAY);
                case REFUSE_EXTENSION -> appeal.refuseExtension(office, "可以按期办结", MONDAY);
                case COORDINATE -> appeal.coordinate(office, Set.of(SWJ), "请提供税务意见", MONDAY);
                case GIVE_PART -> appeal.givePart(asked, "已核查", MONDAY);
                case END_COORDINATION -> appeal.endCoordination(office, "不再需要", MONDAY);
                case REPLY -> appeal.reply(unit, "已办结", MONDAY);
                case CALL_BACK_REACHED -> appeal.callBackReached(office, true, true, null, TIMETABLE, MONDAY);
                case CALL_BACK_MISSED -> appeal.callBackMissed(office, null, TIMETABLE, MONDAY);
                case ORDER_REDO -> appeal.orderRedo(office, "请重新办理", null, TIMETABLE, MONDAY);
                case CLOSE -> appeal.close(office, Outcome.EXPLAINED, "已说明", MONDAY);
                case REOPEN -> appeal.reopen(office, "又出现同样问题", TIMETABLE, MONDAY);
                case REJECT -> appeal.reject(office, RejectionGround.COURT, "已立案", "法院", MONDAY);
                case JOIN -> appeal.join(office, anAppeal().in(new Received(MONDAY)), null, 0, 0, MONDAY);
                case ASK_REVISION -> appeal.askRevision(office, "适用依据有误", MONDAY);
                case NOTE_CLUE -> appeal.noteDisciplineClue(office, "多次推诿", MONDAY);
            };
        }

        /** Giving an appeal back is open to everybody. */
        boolean handles() {
            return this != GIVE_BACK;
        }

        /** Commands of the unit that holds it. */
        boolean byUnit() {
            return switch (this) {
                case SIGN, GIVE_BACK, RECORD_CONTACT, GIVE_OPINION, REPLY_ON_STAGE, ASK_EXTENSION, REPLY -> true;
                default -> false;
            };
        }
    }

    private static final About.File OTHER_FILE = new About.File("LN26030200002", null, null);

    private static boolean heldByGaj(AppealState state) {
        return state instanceof AppealState.WithUnit held && held.unit().equals(GAJ);
    }

    private static final Progress WITH_A_PART = Progress.NONE.withJointUnits(Set.of(SCJG));

    static Stream<Arguments> everyCommandInEveryState() {
        return Arrays.stream(Command.values())
                .flatMap(command -> everyState().stream().map(state -> Arguments.of(command, state)));
    }

    @ParameterizedTest
    @MethodSource("everyCommandInEveryState")
    void aCommandIsAppliedInItsStatesAndDeclinedInAllOthers(Command command, AppealState state) {
        var appeal = anAppeal(WITH_A_PART).in(state);

        var transition = command.on(appeal, null);

        if (command.legalIn.contains(state.name())) {
            assertThat(transition)
                    .isInstanceOfSatisfying(
                            Applied.class,
                            applied -> assertThat(applied.next().version()).isEqualTo(appeal.version() + 1));
        } else if (command.byUnit() && !heldByGaj(state)) {
            assertThat(transition).isEqualTo(new Declined(new NoSuchAppeal()));
        } else {
            assertThat(transition).isEqualTo(new Declined(new WrongState(state.name(), command.legalIn)));
        }
    }

    @ParameterizedTest
    @MethodSource("everyCommandInEveryState")
    void whoWorkedOnTheFileHandlesNothing(Command command, AppealState state) {
        for (var part : Part.values()) {
            var transition = command.on(anAppeal(WITH_A_PART).in(state), part);
            if (command.handles()) {
                assertThat(transition).isInstanceOf(Declined.class);
                if (heldByGaj(state) || !command.byUnit()) {
                    assertThat(transition).isEqualTo(new Declined(new Recused(part)));
                }
            } else {
                assertThat(transition instanceof Applied).isEqualTo(command.legalIn.contains(state.name()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            names = {
                "SIGN",
                "GIVE_BACK",
                "RECORD_CONTACT",
                "GIVE_OPINION",
                "REPLY_ON_STAGE",
                "ASK_EXTENSION",
                "GIVE_PART",
                "REPLY"
            })
    void anotherUnitIsNotToldThatTheAppealExists(Command command) {
        for (var state : everyState()) {
            var appeal = anAppeal().in(state);
            var transition = switch (command) {
                case SIGN -> appeal.sign(managerOf(SWJ), Signer.NONE, MONDAY);
                case GIVE_BACK -> appeal.giveBack(managerOf(SWJ), "不属本单位职责", GAJ, TIMETABLE, MONDAY);
                case RECORD_CONTACT -> appeal.recordContact(managerOf(SWJ), "已联系", MONDAY);
                case GIVE_OPINION -> appeal.giveOpinion(managerOf(SWJ), "两日内办结", MONDAY);
                case REPLY_ON_STAGE -> appeal.replyOnStage(managerOf(SWJ), "正在补办", MONDAY);
                case ASK_EXTENSION -> appeal.askExtension(managerOf(SWJ), 5, "须核查", TIMETABLE, MONDAY);
                case GIVE_PART -> appeal.givePart(managerOf(SWJ), "已核查", MONDAY);
                default -> appeal.reply(managerOf(SWJ), "已办结", MONDAY);
            };
            assertThat(transition).isEqualTo(new Declined(new NoSuchAppeal()));
        }
    }

    @Test // a state added without an example fails here
    void theExamplesNameEveryState() {
        assertThat(everyState().stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(leaves(AppealState.class).toList());
        assertThat(everyState().stream().map(AppealState::name)).containsExactly(StateName.values());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(AppealTests::leaves)
                        .distinct()
                : Stream.of(type);
    }

    @Test
    void aReceivedAppealHasItsNumberAndItsClocks() {
        var received = Appeal.receive(
                        new AppealId(java.util.UUID.randomUUID()),
                        AppealNumber.of(LocalDate.of(2026, 3, 2), 1),
                        aSubmission(),
                        TIMETABLE)
                .next();
        assertThat(received.number().value()).isEqualTo("SQ260302000001");
        assertThat(received.state()).isEqualTo(new Received(MONDAY));
        assertThat(received.subject().profile()).isEqualTo("JUNAN");
        assertThat(received.due().contact()).isEqualTo(at("2026-03-02T11:10:00+08:00"));
        assertThat(received.due().opinion()).isEqualTo(at("2026-03-03T23:59:59.999999+08:00"));
        assertThat(received.due().solution()).isEqualTo(at("2026-03-23T23:59:59.999999+08:00"));
    }

    @Test
    void theNextDueTimeMovesOnAsClocksAreMet() {
        var signed = anAppeal().in(new Signed(GAJ, MONDAY, LI, MONDAY));
        assertThat(signed.nextDue().orElseThrow().clock()).isEqualTo(Clock.CONTACT);
        var contacted = applied(signed.recordContact(manager(), "已联系", MONDAY));
        assertThat(contacted.nextDue().orElseThrow().clock()).isEqualTo(Clock.OPINION);
        var withOpinion = applied(contacted.giveOpinion(manager(), "两日内办结", MONDAY));
        assertThat(withOpinion.nextDue().orElseThrow().clock()).isEqualTo(Clock.SOLUTION);
        assertThat(applied(withOpinion.reply(manager(), "已办结", MONDAY)).nextDue())
                .isEmpty();
    }

    @Test
    void anAnswerMeetsTheClocksBeforeIt() {
        var replied = applied(anAppeal().in(new Signed(GAJ, MONDAY, LI, MONDAY)).reply(manager(), "已办结", MONDAY));
        assertThat(replied.progress()).isEqualTo(new Progress(0, MONDAY, MONDAY, MONDAY, false));
    }

    @Test
    void contactAndOpinionAreGivenOnce() {
        var signed = new Signed(GAJ, MONDAY, LI, MONDAY);
        var both = anAppeal(new Progress(0, MONDAY, MONDAY, null, false)).in(signed);
        assertThat(both.recordContact(manager(), "已联系", MONDAY)).isEqualTo(new Declined(new AlreadyContacted(MONDAY)));
        assertThat(both.giveOpinion(manager(), "两日内办结", MONDAY))
                .isEqualTo(new Declined(new OpinionAlreadyGiven(MONDAY)));
    }

    @Test
    void anotherManagerOfTheUnitMayAnswer() {
        var signed = anAppeal().in(new Signed(GAJ, MONDAY, new OfficerId("manager2-gaj"), MONDAY));
        assertThat(signed.reply(manager(), "已办结", MONDAY))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.event()).isEqualTo(new AppealReplied(GAJ, "已办结", LI, MONDAY)));
    }

    @Test
    void anUnsignedAppealIsDispatchedToAnotherUnitButNotAgainToTheSame() {
        var dispatched = anAppeal().in(new Dispatched(GAJ, MONDAY));
        assertThat(dispatched.dispatch(coordinator(), GAJ, null, null, Signer.MAY_HANDLE, MONDAY))
                .isEqualTo(new Declined(new SameUnit(GAJ)));
        assertThat(applied(dispatched.dispatch(coordinator(), SWJ, null, null, Signer.MAY_HANDLE, MONDAY))
                        .state())
                .isEqualTo(new Dispatched(SWJ, MONDAY));
    }

    @Test
    void theThirdUnitCannotReturn() {
        for (var state : everyState().stream()
                .filter(state -> state instanceof Dispatched || state instanceof Signed)
                .toList()) {
            assertThat(giveBack(new Progress(1, null, null, null, false), state, MONDAY))
                    .isInstanceOfSatisfying(
                            Applied.class,
                            applied -> assertThat(applied.next().progress().returns())
                                    .isEqualTo(2));
            assertThat(giveBack(new Progress(2, null, null, null, false), state, MONDAY))
                    .isEqualTo(new Declined(new ReturnsExhausted(2)));
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-03-04T23:59:59+08:00, true", "2026-03-05T00:00:00+08:00, false"})
    void aSignedAppealIsReturnedWithinTwoWorkingDaysOfTheDispatch(String time, boolean possible) {
        var transition = giveBack(Progress.NONE, new Signed(GAJ, MONDAY, LI, MONDAY), at(time));
        if (possible) {
            assertThat(transition).isInstanceOf(Applied.class);
        } else {
            assertThat(transition).isEqualTo(new Declined(new TooLateToReturn(LocalDate.of(2026, 3, 4))));
        }
    }

    @Test
    void anUnsignedAppealIsReturnedHoweverLate() {
        assertThat(giveBack(Progress.NONE, new Dispatched(GAJ, MONDAY), at("2026-06-01T10:00:00+08:00")))
                .isInstanceOf(Applied.class);
    }

    @Test
    void aUnitDoesNotProposeItself() {
        assertThat(anAppeal().in(new Dispatched(GAJ, MONDAY)).giveBack(manager(), "不属职责", GAJ, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new SameUnit(GAJ)));
    }

    @Test
    void afterThreeMissedCallsTheCallBackIsOver() {
        var first = applied(anAppeal().in(replied(0, null)).callBackMissed(coordinator(), null, TIMETABLE, MONDAY));
        var second = applied(first.callBackMissed(coordinator(), null, TIMETABLE, hoursLater(1)));
        assertThat(second.state()).isInstanceOf(Replied.class);
        var third = applied(second.callBackMissed(coordinator(), null, TIMETABLE, hoursLater(2)));
        assertThat(third.state()).isEqualTo(new CalledBack(GAJ, MONDAY, new Unreached(hoursLater(2))));
    }

    @Test
    void callsAreMadeAtDifferentTimes() {
        var once = anAppeal().in(replied(1, MONDAY));
        assertThat(once.callBackMissed(
                        coordinator(), null, TIMETABLE, hoursLater(1).minusMillis(1)))
                .isEqualTo(new Declined(new CallBackTooSoon(hoursLater(1))));
        assertThat(once.callBackReached(
                        coordinator(), true, true, null, TIMETABLE, MONDAY)) // who is reached is not told to wait
                .isInstanceOf(Applied.class);
    }

    @ParameterizedTest
    @CsvSource({"true, true, false", "true, false, true", "false, true, true", "false, false, true"})
    void whatWasNotAcceptedIsRedoneOnce(boolean solved, boolean satisfied, boolean redo) {
        var transition =
                anAppeal().in(calledBack(solved, satisfied)).orderRedo(coordinator(), "请重办", null, TIMETABLE, MONDAY);
        if (redo) {
            var redone = applied(transition);
            assertThat(redone.state()).isEqualTo(new Redo(GAJ, MONDAY, new Reached(solved, satisfied, MONDAY), MONDAY));
            assertThat(redone.nextDue()) // half of 15 working days
                    .contains(new DueTimes.Next(Clock.REDO, at("2026-03-11T23:59:59.999999+08:00")));
        } else {
            assertThat(transition).isEqualTo(new Declined(new NothingToRedo()));
        }
        assertThat(anAppeal(REDONE)
                        .in(calledBack(solved, satisfied))
                        .orderRedo(coordinator(), "请重办", null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new AlreadyRedone()));
    }

    @Test
    void whoWasNotReachedCausesNoRedo() {
        assertThat(anAppeal().in(unreached()).orderRedo(coordinator(), "请重办", null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new NothingToRedo()));
    }

    @Test
    void theFirstAnswerCountsForTheRatesNotTheRedoneOne() {
        var redo = anAppeal(new Progress(0, MONDAY, MONDAY, MONDAY, true))
                .in(new Redo(GAJ, MONDAY, new Reached(false, false, MONDAY), MONDAY));
        var again = applied(redo.reply(manager(), "已重新办结", hoursLater(30)));
        assertThat(again.progress().repliedAt()).isEqualTo(MONDAY);
        assertThat(again.state())
                .isInstanceOfSatisfying(
                        Replied.class,
                        replied -> assertThat(replied.earlier()).isEqualTo(new Reached(false, false, MONDAY)));
    }

    private static final Progress REDONE = new Progress(0, MONDAY, MONDAY, MONDAY, true);

    /** Solved, satisfied, redone; then the outcomes that fit. */
    @ParameterizedTest
    @CsvSource({
        "true, true, false, SOLVED",
        "true, true, true, SOLVED",
        "true, false, false, EXPLAINED",
        "true, false, true, SOLVED EXPLAINED",
        "false, true, false, EXPLAINED",
        "false, true, true, EXPLAINED UNSOLVED",
        "false, false, false, EXPLAINED",
        "false, false, true, EXPLAINED UNSOLVED"
    })
    void anAppealIsClosedWithWhatTheCallBackAllows(boolean solved, boolean satisfied, boolean redone, String fitting) {
        var outcomes = Stream.of(fitting.split(" ")).map(Outcome::valueOf).toList();
        var appeal = anAppeal(redone ? REDONE : Progress.NONE).in(calledBack(solved, satisfied));
        for (var outcome : Outcome.values()) {
            assertThat(appeal.close(coordinator(), outcome, "理由", MONDAY) instanceof Applied)
                    .as(outcome.name())
                    .isEqualTo(outcomes.contains(outcome));
        }
    }

    @Test
    void anOutcomeNeedNotBeNamedWhereThereIsAPlainOne() {
        assertThat(applied(anAppeal().in(calledBack(true, true)).close(coordinator(), null, null, MONDAY))
                        .state())
                .isInstanceOfSatisfying(
                        Closed.class, closed -> assertThat(closed.outcome()).isEqualTo(Outcome.SOLVED));
        assertThat(applied(anAppeal().in(unreached()).close(coordinator(), null, null, MONDAY))
                        .state())
                .isInstanceOfSatisfying(
                        Closed.class, closed -> assertThat(closed.outcome()).isEqualTo(Outcome.UNREACHED));
        assertThat(anAppeal().in(calledBack(false, false)).close(coordinator(), null, "理由", MONDAY))
                .isEqualTo(new Declined(new OutcomeDoesNotFit(Set.of(Outcome.EXPLAINED))));
    }

    @Test
    void whatIsNotSolvedIsClosedWithAReason() {
        assertThat(anAppeal().in(calledBack(false, false)).close(coordinator(), Outcome.EXPLAINED, null, MONDAY))
                .isEqualTo(new Declined(new ReasonMissing(Outcome.EXPLAINED)));
        assertThat(anAppeal(REDONE).in(calledBack(false, false)).close(coordinator(), Outcome.UNSOLVED, null, MONDAY))
                .isEqualTo(new Declined(new ReasonMissing(Outcome.UNSOLVED)));
    }

    private static final InProgress AT_WORK = new InProgress(GAJ, MONDAY, LI, MONDAY);

    @Test
    void whatTheOfficeAnsweredAndWasNotAcceptedIsForAUnit() {
        var answered = anAppeal().in(new AnsweredDirectly(OFFICE, Attempts.NONE, MONDAY));
        var back = applied(answered.callBackReached(coordinator(), false, false, null, TIMETABLE, hoursLater(1)));
        assertThat(back.state()).isEqualTo(new Received(hoursLater(1)));
        var said = new Reached(false, false, hoursLater(1));
        assertThat(back.progress().earlier()).isEqualTo(said);
        var again = applied(applied(applied(back.dispatch(coordinator(), GAJ, null, null, Signer.NONE, MONDAY))
                        .sign(manager(), Signer.NONE, MONDAY))
                .reply(manager(), "已补办", MONDAY));
        assertThat(again.state()).isEqualTo(new Replied(GAJ, MONDAY, Attempts.NONE, said, MONDAY));
        assertThat(again.progress().earlier()).isNull();
        assertThat(applied(answered.callBackReached(coordinator(), true, true, null, TIMETABLE, MONDAY))
                        .state())
                .isEqualTo(new CalledBack(OFFICE, MONDAY, new Reached(true, true, MONDAY)));
    }

    @Test
    void theUnitThatGetsWhatTheOfficeAnsweredInVainRedoesIt() {
        var late = at("2026-03-26T10:00:00+08:00"); // after the limit for the answer
        var back = applied(anAppeal(new Progress(0, MONDAY, MONDAY, MONDAY, false))
                .in(new AnsweredDirectly(OFFICE, Attempts.NONE, MONDAY))
                .callBackReached(coordinator(), false, false, null, TIMETABLE, late));
        var redo = new DueTimes.Next(Clock.REDO, at("2026-04-07T23:59:59.999999+08:00")); // seven days, one of them off
        assertThat(back.progress().redone()).isTrue();
        assertThat(back.nextDue()).contains(redo);

        var signed = applied(applied(back.dispatch(coordinator(), GAJ, null, null, Signer.NONE, late))
                .sign(manager(), Signer.NONE, late));
        assertThat(signed.nextDue()).contains(redo);
        assertThat(signed.askExtension(manager(), 5, "须核查", TIMETABLE, late))
                .isEqualTo(new Declined(new NoExtension()));
        assertThat(anAppeal().in(new Received(MONDAY)).join(coordinator(), signed, null, 0, 0, late))
                .isEqualTo(new Declined(new CannotJoin()));
        var again = applied(applied(signed.reply(manager(), "已补办", late))
                .callBackReached(coordinator(), false, false, null, TIMETABLE, late));
        assertThat(again.orderRedo(coordinator(), "请重办", null, TIMETABLE, late))
                .isEqualTo(new Declined(new AlreadyRedone()));
        assertThat(again.close(coordinator(), Outcome.UNSOLVED, "无法解决", late)).isInstanceOf(Applied.class);
    }

    @Test
    void whatTheOfficeAnsweredAnewAndWasNotAcceptedEitherIsClosed() {
        var back = applied(anAppeal(new Progress(0, MONDAY, MONDAY, MONDAY, false))
                .in(new AnsweredDirectly(OFFICE, Attempts.NONE, MONDAY))
                .callBackReached(coordinator(), false, false, null, TIMETABLE, MONDAY));
        var again = applied(applied(back.answerDirectly(coordinator(), "再次说明", OFFICE, MONDAY))
                .callBackReached(coordinator(), false, false, null, TIMETABLE, MONDAY));
        assertThat(again.state()).isEqualTo(new CalledBack(OFFICE, MONDAY, new Reached(false, false, MONDAY)));
        assertThat(again.orderRedo(coordinator(), "请重办", null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new AlreadyRedone()));
        assertThat(again.close(coordinator(), Outcome.UNSOLVED, "无法解决", MONDAY)).isInstanceOf(Applied.class);
    }

    @Test
    void whatWasAnsweredIsNotDeclinedAsNotOursAfterwards() {
        var back = applied(anAppeal(new Progress(0, MONDAY, MONDAY, MONDAY, false))
                .in(new AnsweredDirectly(OFFICE, Attempts.NONE, MONDAY))
                .callBackReached(coordinator(), false, false, null, TIMETABLE, MONDAY));
        assertThat(back.reject(coordinator(), RejectionGround.COURT, "已立案", "法院", MONDAY))
                .isEqualTo(new Declined(new AlreadyAnswered(MONDAY)));
    }

    @Test
    void theUnitThatHadItIsKeptWhenItIsDeclined() {
        for (var state : everyState()) {
            if (anAppeal().in(state).reject(coordinator(), RejectionGround.COURT, "已立案", "法院", MONDAY)
                    instanceof Applied applied) {
                boolean withGaj = heldByGaj(state) && state.name() != RETURNED;
                assertThat(applied.next().state())
                        .isEqualTo(new Rejected(RejectionGround.COURT, "已立案", "法院", withGaj ? GAJ : null, MONDAY));
            }
        }
    }

    @Test
    void moreTimeIsAskedForWhileOthersOweTheirParts() {
        var waiting = anAppeal(WITH_A_PART).in(new Coordinating(GAJ, MONDAY, LI, Set.of(SCJG, SWJ), MONDAY));
        var asked = applied(waiting.askExtension(manager(), 5, "须现场核查", TIMETABLE, MONDAY));
        assertThat(asked.state()).isEqualTo(new ExtensionRequested(GAJ, MONDAY, LI, 5, Set.of(SCJG, SWJ), MONDAY));
        assertThat(asked.reply(manager(), "已办结", MONDAY)).isInstanceOf(Declined.class);
        var refused = applied(asked.refuseExtension(coordinator(), "可以按期办结", hoursLater(1)));
        assertThat(refused.state()).isEqualTo(new Coordinating(GAJ, MONDAY, LI, Set.of(SCJG, SWJ), hoursLater(1)));

        var given = applied(asked.givePart(managerOf(SCJG), "已核查", MONDAY));
        assertThat(given.state()).isEqualTo(new ExtensionRequested(GAJ, MONDAY, LI, 5, Set.of(SWJ), MONDAY));
        assertThat(given.givePart(managerOf(SCJG), "又一次", MONDAY)).isInstanceOf(Declined.class);
        var granted = applied(given.grantExtension(coordinator(), null, TIMETABLE, MONDAY));
        assertThat(granted.state()).isEqualTo(new Coordinating(GAJ, MONDAY, LI, Set.of(SWJ), MONDAY));
        assertThat(granted.due().extendedDays()).isEqualTo(5);
    }

    @Test
    void nobodyCanBeContactedAboutAnAnonymousAppeal() {
        var privacy = new Subject.Privacy(true, false, false);
        for (var state : List.of(new Received(MONDAY), new Signed(GAJ, MONDAY, LI, MONDAY))) {
            var appeal = anAppeal().in(state, privacy);
            var declined = state instanceof Signed
                    ? appeal.recordContact(manager(), "已联系", MONDAY)
                    : appeal.recordContactByOffice(coordinator(), "已联系", OFFICE, MONDAY);
            assertThat(declined).isEqualTo(new Declined(new NobodyToContact()));
        }
        var onTheCalendar = anAppeal().in(new Received(MONDAY), privacy).on(TIMETABLE);
        assertThat(onTheCalendar.due().contact()).isNull();
        assertThat(onTheCalendar.nextDue().orElseThrow().clock()).isEqualTo(Clock.OPINION);
    }

    @Test
    void anAnswerThatTheOfficeItselfDoesNotAcceptLeavesTheApplicantTheirRedo() {
        var redone =
                applied(anAppeal().in(replied(1, MONDAY)).orderRedo(coordinator(), "答非所问", null, TIMETABLE, MONDAY));
        assertThat(redone.state()).isEqualTo(new Redo(GAJ, MONDAY, null, MONDAY));
        assertThat(redone.nextDue()).contains(new DueTimes.Next(Clock.REDO, at("2026-03-11T23:59:59.999999+08:00")));

        var answered = applied(redone.reply(manager(), "已补正", MONDAY));
        assertThat(answered.orderRedo(coordinator(), "仍不合格", null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new AlreadyRedone()));
        var called = applied(answered.callBackReached(coordinator(), false, false, null, TIMETABLE, MONDAY));
        assertThat(called.close(coordinator(), Outcome.UNSOLVED, "无法解决", MONDAY))
                .isInstanceOf(Declined.class);
        var again = applied(called.orderRedo(coordinator(), "请重办", null, TIMETABLE, hoursLater(1)));
        assertThat(again.state()).isEqualTo(new Redo(GAJ, MONDAY, new Reached(false, false, MONDAY), hoursLater(1)));
        var last = applied(applied(again.reply(manager(), "已重办", hoursLater(1)))
                .callBackReached(coordinator(), false, false, null, TIMETABLE, hoursLater(1)));
        assertThat(last.orderRedo(coordinator(), "请重办", null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new AlreadyRedone()));
        assertThat(last.close(coordinator(), Outcome.UNSOLVED, "无法解决", MONDAY)).isInstanceOf(Applied.class);
    }

    @Test
    void urgencyMovesTheLimitsThatNothingHasMet() {
        var received = anAppeal().in(new Received(MONDAY));
        assertThat(received.changeUrgency(coordinator(), false, "x", TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new UrgencyUnchanged(false)));
        var atNoon = anAppeal().received(at("2026-03-02T11:30:00+08:00"));
        var urgent = applied(atNoon.changeUrgency(coordinator(), true, "生产线停工", TIMETABLE, MONDAY));
        assertThat(urgent.due().contact()).isEqualTo(at("2026-03-02T13:30:00+08:00"));
        assertThat(urgent.due().solution()).isEqualTo(atNoon.due().solution());
        var ordinary = applied(urgent.changeUrgency(coordinator(), false, "已恢复生产", TIMETABLE, MONDAY));
        assertThat(ordinary.due()).isEqualTo(atNoon.due());

        var contacted = anAppeal(new Progress(1, MONDAY, null, null, false)).in(new Received(MONDAY));
        assertThat(applied(contacted.changeUrgency(coordinator(), true, "停工", TIMETABLE, MONDAY))
                        .due())
                .isEqualTo(contacted.due());
    }

    @Test
    void aDirectAnswerMeetsEveryClock() {
        var answered = applied(
                anAppeal().in(new Received(MONDAY)).answerDirectly(coordinator(), "可以网上办理", OFFICE, hoursLater(1)));
        assertThat(answered.progress().repliedAt()).isEqualTo(hoursLater(1));
        assertThat(answered.nextDue()).isEmpty();
    }

    @Test
    void theLimitFollowsTheClass() {
        var received = anAppeal().in(new Received(MONDAY));
        assertThat(classified(received, BlockedClass.SIMPLE).due().solution())
                .isEqualTo(at("2026-03-02T10:10:00+08:00"));
        assertThat(classified(received, BlockedClass.COMPLEX).due().solution())
                .isEqualTo(at("2026-03-09T23:59:59.999999+08:00"));
        assertThat(classified(received, BlockedClass.SPECIAL).due().solution())
                .isEqualTo(at("2026-03-16T23:59:59.999999+08:00"));
        assertThat(classified(received, BlockedClass.HARD).due().solution())
                .isEqualTo(at("2026-03-23T23:59:59.999999+08:00"));
        assertThat(received.classify(coordinator(), AppealKind.HELP, BlockedClass.HARD, null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new ClassDoesNotFit(AppealKind.HELP)));
        assertThat(received.classify(coordinator(), AppealKind.BLOCKED_MATTER, null, null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new ClassDoesNotFit(AppealKind.BLOCKED_MATTER)));
    }

    private static Appeal classified(Appeal appeal, BlockedClass blockedClass) {
        return applied(
                appeal.classify(coordinator(), AppealKind.BLOCKED_MATTER, blockedClass, null, TIMETABLE, MONDAY));
    }

    @Test
    void theFirstActAfterTheSignatureBeginsTheWork() {
        var signed = anAppeal().in(new Signed(GAJ, MONDAY, LI, MONDAY));
        for (var transition : List.of(
                signed.recordContact(manager(), "已联系", hoursLater(1)),
                signed.giveOpinion(manager(), "两日内办结", hoursLater(1)),
                signed.replyOnStage(manager(), "正在补办", hoursLater(1)))) {
            assertThat(applied(transition).state()).isEqualTo(new InProgress(GAJ, MONDAY, LI, hoursLater(1)));
        }
    }

    @Test
    void theCoordinatorExtendsOnceAndTheLeadingGroupAgain() {
        var once = extended(anAppeal().in(AT_WORK), coordinator());
        assertThat(once.due().solution()).isEqualTo(at("2026-03-30T23:59:59.999999+08:00")); // 15 and 5 days
        assertThat(once.nextDue().orElseThrow().clock()).isEqualTo(Clock.CONTACT);

        var askedAgain = applied(once.askExtension(manager(), 7, "专家论证", TIMETABLE, MONDAY));
        assertThat(askedAgain.grantExtension(coordinator(), null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new LeaderOnly()));
        var twice = applied(askedAgain.grantExtension(new Handler(CHEN, null, null, true), null, TIMETABLE, MONDAY));
        assertThat(twice.due().solution()).isEqualTo(at("2026-04-09T23:59:59.999999+08:00"));
        assertThat(twice.askExtension(manager(), 1, "还需时间", TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new ExtensionsExhausted(2)));
    }

    private static Appeal extended(Appeal appeal, Handler by) {
        var asked = applied(appeal.askExtension(manager(), 5, "须现场核查", TIMETABLE, MONDAY));
        return applied(asked.grantExtension(by, null, TIMETABLE, MONDAY));
    }

    @Test
    void anExtensionIsAskedForBeforeTheLimitIsOverAndNoLongerThanTheProfileAllows() {
        var atWork = anAppeal().in(AT_WORK);
        var due = at("2026-03-23T23:59:59.999999+08:00");
        assertThat(atWork.askExtension(manager(), 7, "核查", TIMETABLE, due)).isInstanceOf(Applied.class);
        assertThat(atWork.askExtension(manager(), 7, "核查", TIMETABLE, due.plusNanos(1000)))
                .isEqualTo(new Declined(new TooLateToExtend(due)));
        assertThat(atWork.askExtension(manager(), 8, "核查", TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new ExtensionTooLong(7)));
    }

    @Test
    void whatWasAskedInTimeIsGrantedLate() {
        var asked = applied(anAppeal().in(AT_WORK).askExtension(manager(), 5, "核查", TIMETABLE, MONDAY));
        assertThat(applied(asked.grantExtension(coordinator(), null, TIMETABLE, at("2026-03-26T10:00:00+08:00")))
                        .due()
                        .solution())
                .isEqualTo(at("2026-03-30T23:59:59.999999+08:00"));
    }

    @Test
    void aRefusedExtensionLeavesTheLimitAndCostsNoExtension() {
        var asked = applied(anAppeal().in(AT_WORK).askExtension(manager(), 5, "核查", TIMETABLE, MONDAY));
        var refused = applied(asked.refuseExtension(coordinator(), "可以按期办结", MONDAY));
        assertThat(refused.due()).isEqualTo(anAppeal().in(AT_WORK).due());
        assertThat(refused.progress().extensions()).isZero();
    }

    @Test
    void aLimitInMinutesIsNotExtended() {
        var onTheSpot = classified(anAppeal().in(AT_WORK), BlockedClass.SIMPLE);
        assertThat(onTheSpot.askExtension(manager(), 1, "核查", TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new NoExtension()));
    }

    @Test
    void theLeadAnswersWhenEveryPartIsThere() {
        var joint =
                applied(anAppeal().in(AT_WORK).coordinate(coordinator(), Set.of(SWJ, SCJG), "请提供意见", hoursLater(1)));
        assertThat(joint.reply(manager(), "已办结", MONDAY)).isInstanceOf(Declined.class);
        assertThat(joint.givePart(managerOf(new UnitKey("RSJ")), "无关", MONDAY))
                .isEqualTo(new Declined(new NoSuchAppeal()));
        var one = applied(joint.givePart(managerOf(SWJ), "税务无异议", hoursLater(2)));
        assertThat(one.state()).isEqualTo(new Coordinating(GAJ, MONDAY, LI, Set.of(SCJG), hoursLater(2)));
        assertThat(one.givePart(managerOf(SWJ), "再说一次", hoursLater(2)))
                .isEqualTo(new Declined(new WrongState(COORDINATING, Set.of(COORDINATING))));
        var all = applied(one.givePart(managerOf(SCJG), "已更正", hoursLater(3)));
        assertThat(all.state()).isEqualTo(new InProgress(GAJ, MONDAY, LI, hoursLater(3)));
        assertThat(all.reply(manager(), "已办结", hoursLater(4))).isInstanceOf(Applied.class);
    }

    @Test
    void theLeadIsNotAskedForAPartNorAUnitTwice() {
        var atWork = anAppeal().in(AT_WORK);
        assertThat(atWork.coordinate(coordinator(), Set.of(GAJ), "意见", MONDAY))
                .isEqualTo(new Declined(new SameUnit(GAJ)));
        var joint = applied(atWork.coordinate(coordinator(), Set.of(SWJ), "意见", MONDAY));
        assertThat(joint.coordinate(coordinator(), Set.of(SWJ), "意见", MONDAY))
                .isEqualTo(new Declined(new SameUnit(SWJ)));
        assertThat(applied(joint.coordinate(coordinator(), Set.of(SCJG), "意见", MONDAY))
                        .state())
                .isEqualTo(new Coordinating(GAJ, MONDAY, LI, Set.of(SWJ, SCJG), MONDAY));
    }

    @Test
    void aClosedAppealIsOpenedAgainOnceAndWithinTenWorkingDays() {
        var closed =
                anAppeal().in(new Closed(GAJ, MONDAY, new Reached(true, true, MONDAY), Outcome.SOLVED, null, MONDAY));
        var again = applied(closed.reopen(coordinator(), "又发生了", TIMETABLE, at("2026-03-16T23:00:00+08:00")));
        assertThat(again.state()).isInstanceOf(Redo.class);
        assertThat(again.nextDue().orElseThrow().dueAt()).isEqualTo(at("2026-03-25T23:59:59.999999+08:00"));
        assertThat(closed.reopen(coordinator(), "又发生了", TIMETABLE, at("2026-03-17T00:00:00+08:00")))
                .isEqualTo(new Declined(new TooLateToReopen(LocalDate.of(2026, 3, 16))));
        var closedAgain = anAppeal(again.progress())
                .in(new Closed(GAJ, MONDAY, new Reached(true, true, MONDAY), Outcome.SOLVED, null, MONDAY));
        assertThat(closedAgain.reopen(coordinator(), "再次", TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new AlreadyReopened()));
    }

    @Test
    void anAppealIsJoinedToOneThatIsStillToBeAnswered() {
        var received = anAppeal().in(new Received(MONDAY));
        for (var state : everyState()) {
            var main = anAppeal().in(state);
            boolean fits = main.nextDue().isPresent() && !(state instanceof Redo);
            assertThat(received.join(coordinator(), main, null, 0, 0, MONDAY) instanceof Applied)
                    .as(state.name().name())
                    .isEqualTo(fits);
        }
        var main = anAppeal().in(AT_WORK);
        assertThat(received.join(coordinator(), received, null, 0, 0, MONDAY))
                .isEqualTo(new Declined(new CannotJoin()));
        assertThat(received.join(coordinator(), main, null, 1, 0, MONDAY)).isEqualTo(new Declined(new CannotJoin()));
        var joined = applied(received.join(coordinator(), main, null, 0, 0, MONDAY));
        assertThat(anAppeal().in(new Received(MONDAY)).join(coordinator(), joined, null, 0, 0, MONDAY))
                .isEqualTo(new Declined(new CannotJoin()));
    }

    @Test
    void whatWasJoinedIsAnsweredWithTheOtherAndOtherwiseLeftAlone() {
        var main = anAppeal().in(AT_WORK);
        var joined = applied(anAppeal().in(new Dispatched(SWJ, MONDAY)).join(coordinator(), main, null, 0, 0, MONDAY));
        assertThat(joined.dispatch(coordinator(), GAJ, null, null, Signer.MAY_HANDLE, MONDAY))
                .isEqualTo(new Declined(new HandledTogether()));
        assertThat(joined.reject(coordinator(), RejectionGround.COURT, "x", "x", MONDAY))
                .isEqualTo(new Declined(new HandledTogether()));
        var answered = joined.together(new AppealReplied(GAJ, "已办结", LI, hoursLater(5)), TIMETABLE)
                .orElseThrow()
                .next();
        assertThat(answered.state()).isEqualTo(new Replied(GAJ, hoursLater(5), Attempts.NONE, null, hoursLater(5)));
        assertThat(answered.progress().repliedAt()).isEqualTo(hoursLater(5));
        assertThat(applied(answered.callBackReached(coordinator(), true, true, null, TIMETABLE, hoursLater(6)))
                        .state())
                .isInstanceOf(CalledBack.class);
        assertThat(answered.together(new AppealReplied(GAJ, "又答", LI, hoursLater(7)), TIMETABLE))
                .isEmpty();
    }

    @Test
    void moreTimeForTheOtherAppealIsMoreTimeForWhatWasJoined() {
        var main = anAppeal().in(AT_WORK);
        var joined = applied(anAppeal().in(new Received(MONDAY)).join(coordinator(), main, null, 0, 0, MONDAY));
        var asked = applied(main.askExtension(manager(), 5, "须现场核查", TIMETABLE, hoursLater(5)));
        var granted = (Applied) asked.grantExtension(coordinator(), "情况复杂", TIMETABLE, hoursLater(6));

        var longer = joined.together(granted.event(), TIMETABLE).orElseThrow().next();

        assertThat(longer.state()).isEqualTo(joined.state());
        assertThat(longer.due().extendedDays()).isEqualTo(5);
        assertThat(longer.due().solution()).isEqualTo(at("2026-03-30T23:59:59.999999+08:00"));
        assertThat(longer.due().contact()).isEqualTo(joined.due().contact());
        assertThat(longer.progress().extensions()).isEqualTo(1);
    }

    @Test
    void whatLeavesTheOtherAppealIsHandledByItself() {
        var joined = applied(anAppeal()
                .in(new Received(MONDAY))
                .join(coordinator(), anAppeal().in(AT_WORK), null, 0, 0, MONDAY));
        var reply = new AppealReplied(GAJ, "已办结", LI, hoursLater(5));

        var separated = joined.separate(reply).orElseThrow().next();

        assertThat(separated.waitsForAnother()).isFalse();
        assertThat(separated.due()).isEqualTo(joined.due());
        assertThat(separated.together(reply, TIMETABLE)).isEmpty();
        assertThat(separated.separate(reply)).isEmpty();
        assertThat(separated.dispatch(coordinator(), SWJ, null, null, Signer.MAY_HANDLE, hoursLater(6)))
                .isInstanceOf(Applied.class);
    }

    @Test
    void whatWasLateBeforeMoreTimeWasAskedForStaysLate() {
        var joined = applied(anAppeal()
                .in(new Received(MONDAY))
                .join(coordinator(), anAppeal().in(AT_WORK), null, 0, 0, MONDAY));
        var due = joined.due().solution();

        var inTime = new LimitExtended(GAJ, 5, null, due, false, LI, due.plusSeconds(60));
        var tooLate = new LimitExtended(GAJ, 5, null, due.plusMillis(1), false, LI, due.plusSeconds(60));

        assertThat(joined.together(inTime, TIMETABLE)).isPresent();
        assertThat(joined.together(tooLate, TIMETABLE)).isEmpty();
    }

    @Test
    void whatIsJoinedGetsMoreTimeNoOftenerThanAlone() {
        var joined = applied(anAppeal()
                .in(new Received(MONDAY))
                .join(coordinator(), anAppeal().in(AT_WORK), null, 0, 0, MONDAY));
        var byCoordinator = new LimitExtended(GAJ, 2, null, MONDAY, false, LI, MONDAY.plusSeconds(60));
        var byLeader = new LimitExtended(GAJ, 2, null, MONDAY, true, LI, MONDAY.plusSeconds(120));
        int most = TIMETABLE.profile().extras().extensionsAtMost();

        var once = joined.together(byCoordinator, TIMETABLE).orElseThrow().next();
        assertThat(once.together(byCoordinator, TIMETABLE)).isEmpty();
        var last = once;
        for (int i = 1; i < most; i++) {
            last = last.together(byLeader, TIMETABLE).orElseThrow().next();
        }
        assertThat(most).isGreaterThan(1);
        assertThat(last.progress().extensions()).isEqualTo(most);
        assertThat(last.together(byLeader, TIMETABLE)).isEmpty();
    }

    @Test
    void aConfidentialAppealIsGivenToAUnitInTheWordsOfTheOffice() {
        var confidential = anAppeal().in(new Received(MONDAY), new Subject.Privacy(false, true, false));
        assertThat(confidential.dispatch(coordinator(), GAJ, null, null, Signer.MAY_HANDLE, MONDAY))
                .isEqualTo(new Declined(new SummaryMissing()));
        var dispatched = applied(confidential.dispatch(
                coordinator(), GAJ, null, new Summary("窗口服务", "反映窗口态度"), Signer.MAY_HANDLE, MONDAY));
        assertThat(dispatched.dispatch(coordinator(), SWJ, null, null, Signer.MAY_HANDLE, MONDAY))
                .isInstanceOf(Applied.class);
    }

    @Test
    void aConfidentialAppealIsJoinedAndRedoneInTheWordsOfTheOffice() {
        var privacy = new Subject.Privacy(false, true, false);
        var words = new Summary("窗口服务", "反映窗口态度");
        var received = anAppeal().in(new Received(MONDAY), privacy);
        var main = anAppeal().in(AT_WORK);
        assertThat(received.join(coordinator(), main, null, 0, 0, MONDAY))
                .isEqualTo(new Declined(new SummaryMissing()));
        var joined = applied(received.join(coordinator(), main, words, 0, 0, MONDAY));
        assertThat(joined.subject().privacy().summarised()).isTrue();
        var notAccepted = anAppeal().in(calledBack(false, false), privacy); // joined by an earlier release
        assertThat(notAccepted.orderRedo(coordinator(), "请重办", null, TIMETABLE, MONDAY))
                .isEqualTo(new Declined(new SummaryMissing()));
        var redo = applied(notAccepted.orderRedo(coordinator(), "请重办", words, TIMETABLE, MONDAY));
        assertThat(redo.subject().privacy().summarised()).isTrue();
    }

    @Test
    void toOneAppealNoMoreAreJoinedThanAreAnsweredAtOnce() {
        var received = anAppeal().in(new Received(MONDAY));
        var main = anAppeal().in(AT_WORK);
        assertThat(received.join(coordinator(), main, null, 0, 499, MONDAY)).isInstanceOf(Applied.class);
        assertThat(received.join(coordinator(), main, null, 0, 500, MONDAY))
                .isEqualTo(new Declined(new TooManyJoined(500)));
    }

    @Test
    void whatItsSignerMayNotHandleIsTakenFromThem() {
        for (var state : everyState()) {
            var appeal = anAppeal().in(state);
            for (var signer : Signer.values()) {
                boolean taken = (state instanceof AppealState.AtWork && signer == Signer.RECUSED)
                        || (state instanceof Redo && signer != Signer.MAY_HANDLE);
                boolean unsigned = Command.DISPATCH.legalIn.contains(state.name());
                var transition = appeal.dispatch(coordinator(), SWJ, null, null, signer, MONDAY);
                assertThat(transition instanceof Applied)
                        .as(state.name() + " " + signer)
                        .isEqualTo(taken || unsigned);
            }
        }
    }

    @Test
    void aRedoThatIsTakenAwayStaysARedoThatTheOtherUnitSignsFor() {
        var redo = anAppeal(REDONE).in(new Redo(GAJ, MONDAY, new Reached(false, false, MONDAY), MONDAY));
        assertThat(redo.dispatch(coordinator(), GAJ, null, null, Signer.RECUSED, MONDAY))
                .isEqualTo(new Declined(new SameUnit(GAJ)));
        var moved = applied(redo.dispatch(coordinator(), SWJ, null, null, Signer.RECUSED, hoursLater(1)));
        assertThat(moved.state()).isEqualTo(new Redo(SWJ, hoursLater(1), new Reached(false, false, MONDAY), MONDAY));
        assertThat(moved.nextDue()).isEqualTo(redo.nextDue());
        var signed = applied(moved.sign(managerOf(SWJ), Signer.NONE, hoursLater(2)));
        assertThat(signed.state()).isEqualTo(moved.state());
        assertThat(signed.sign(managerOf(SWJ), Signer.MAY_HANDLE, hoursLater(2)))
                .isInstanceOf(Declined.class);
    }

    @Test
    void anAppealThatCameOfARatingKeepsItsFile() {
        var rated = anAppeal().about(new About("LN26030200001", null, "rating-1"), AT_WORK);
        for (var receipt : new String[] {"LN26030200002", null}) {
            assertThat(rated.nameFile(coordinator(), new About.File(receipt, "C1", null), null, MONDAY))
                    .isEqualTo(new Declined(new FileOfRating()));
        }
        var named = applied(rated.nameFile(coordinator(), new About.File("LN26030200001", "C1", null), null, MONDAY));
        assertThat(named.subject().about().caseNumber()).isEqualTo("C1");
        assertThat(named.nameFile(coordinator(), new About.File("LN26030200001", "C1", null), null, MONDAY))
                .isEqualTo(new Declined(new SameFile()));
    }

    @Test
    void whoGaveNoNameIsCalledOnceInVain() {
        var anonymous = anAppeal().in(replied(0, null), new Subject.Privacy(true, false, false));
        assertThat(applied(anonymous.callBackMissed(coordinator(), null, TIMETABLE, MONDAY))
                        .state())
                .isEqualTo(new CalledBack(GAJ, MONDAY, new Unreached(MONDAY)));
    }

    @Test
    void withoutAFileThereIsNoDecisionToLookAt() {
        var appeal = anAppeal().about(About.NOTHING, AT_WORK);
        assertThat(appeal.askRevision(coordinator(), "依据有误", MONDAY)).isEqualTo(new Declined(new NoDecisionNamed()));
    }

    @Test
    void aRevisionWouldTellTheUnitWhoRaisedAConfidentialAppeal() {
        var confidential = anAppeal().in(AT_WORK, new Subject.Privacy(false, true, true));
        assertThat(confidential.askRevision(coordinator(), "依据有误", MONDAY)).isEqualTo(new Declined(new WouldTellWho()));
    }

    @Test
    void recusalIsAskedBeforeAnythingIsTold() {
        assertThat(anAppeal().in(new Dispatched(GAJ, MONDAY)).sign(managerWho(Part.DECIDED), Signer.NONE, MONDAY))
                .isEqualTo(new Declined(new Recused(Part.DECIDED)));
    }

    private static Transition giveBack(Progress progress, AppealState state, Instant now) {
        return anAppeal(progress).in(state).giveBack(manager(), "不属本单位职责", SWJ, TIMETABLE, now);
    }

    private static Instant hoursLater(int hours) {
        return MONDAY.plus(Duration.ofHours(hours));
    }

    private static Appeal applied(Transition transition) {
        assertThat(transition).isInstanceOf(Applied.class);
        return ((Applied) transition).next();
    }
}
