package onestop.approval.cases;

import static onestop.approval.cases.CaseExamples.CHEN;
import static onestop.approval.cases.CaseExamples.LI;
import static onestop.approval.cases.CaseExamples.MONDAY;
import static onestop.approval.cases.CaseExamples.MONDAY_NOON;
import static onestop.approval.cases.CaseExamples.STRANGER;
import static onestop.approval.cases.CaseExamples.SUN_OF_XZSP;
import static onestop.approval.cases.CaseExamples.TUESDAY_NOON;
import static onestop.approval.cases.CaseExamples.WANG;
import static onestop.approval.cases.CaseExamples.aCase;
import static onestop.approval.cases.CaseExamples.at;
import static onestop.approval.cases.CaseExamples.examinedBy;
import static onestop.approval.cases.CaseExamples.judgement;
import static onestop.approval.cases.CaseExamples.licence;
import static onestop.approval.cases.CaseExamples.noon;
import static onestop.approval.cases.CaseExamples.suspension;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.approval.cases.CaseCommand.Assign;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.Refused;
import onestop.approval.cases.CaseState.Suspended;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.CaseState.Withdrawn;
import onestop.approval.cases.Rejection.AcceptingClerk;
import onestop.approval.cases.Rejection.AlreadyDecided;
import onestop.approval.cases.Rejection.AlreadyExamined;
import onestop.approval.cases.Rejection.EndedUnstarted;
import onestop.approval.cases.Rejection.IsNotSuspended;
import onestop.approval.cases.Rejection.IsSuspended;
import onestop.approval.cases.Rejection.NoSuchCase;
import onestop.approval.cases.Rejection.NotYetStarted;
import onestop.approval.cases.Rejection.OtherStep;
import onestop.approval.cases.Rejection.OtherUnit;
import onestop.approval.cases.Rejection.SameExaminer;
import onestop.approval.cases.Rejection.TooManySuspensions;
import onestop.approval.cases.Rejection.WasWithdrawn;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import onestop.approval.clocks.CaseClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalCaseTests {
    static final CaseCommand ASSIGN = new Assign("li");
    static final CaseCommand EXAMINE = new Examine("complete");
    static final CaseCommand DECIDE = new Decide(new Grant(null));
    static final CaseCommand SUSPEND = new Suspend(SuspensionKind.HEARING, "art. 45", 3);
    static final CaseCommand RESUME = new Resume();
    static final List<CaseCommand> COMMANDS = List.of(ASSIGN, EXAMINE, DECIDE, SUSPEND, RESUME);

    static final List<CaseState> STATES = List.of(
            new Waiting(Set.of("C0"), Set.of()),
            new ToExamine(),
            new ToDecide(examinedBy(LI)),
            new Suspended(new ToExamine(), suspension()),
            new Granted(judgement(examinedBy(LI)), licence()),
            new Refused(judgement(examinedBy(LI)), "remedies"),
            new NotStarted("C0", MONDAY_NOON),
            new Withdrawn(null, MONDAY_NOON));

    /** The transition table: what WANG gets for each command in each state. */
    static final Map<Class<? extends CaseState>, Map<CaseCommand, Class<?>>> TABLE = Map.of(
            Waiting.class, always(NotYetStarted.class),
            ToExamine.class,
                    Map.of(
                            ASSIGN, ToExamine.class,
                            EXAMINE, ToDecide.class,
                            DECIDE, OtherStep.class,
                            SUSPEND, Suspended.class,
                            RESUME, IsNotSuspended.class),
            ToDecide.class,
                    Map.of(
                            ASSIGN, ToDecide.class,
                            EXAMINE, AlreadyExamined.class,
                            DECIDE, Granted.class,
                            SUSPEND, Suspended.class,
                            RESUME, IsNotSuspended.class),
            Suspended.class,
                    Map.of(
                            ASSIGN, IsSuspended.class,
                            EXAMINE, IsSuspended.class,
                            DECIDE, IsSuspended.class,
                            SUSPEND, IsSuspended.class,
                            RESUME, ToExamine.class),
            Granted.class, always(AlreadyDecided.class),
            Refused.class, always(AlreadyDecided.class),
            NotStarted.class, always(EndedUnstarted.class),
            Withdrawn.class, always(WasWithdrawn.class));

    static Map<CaseCommand, Class<?>> always(Class<?> rejection) {
        return COMMANDS.stream().collect(Collectors.toMap(command -> command, _ -> rejection));
    }

    static Stream<Arguments> everyStateAndCommand() {
        return STATES.stream().flatMap(state -> COMMANDS.stream().map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void eachStateAnswersEachCommandAsTheTableSays(CaseState state, CaseCommand command) {
        var expected = TABLE.getOrDefault(state.getClass(), Map.of()).get(command);

        var transition = aCase().in(state).on(command, WANG, noon());

        switch (transition) {
            case Applied(var next, var _, var by) -> {
                assertThat(next.state()).isInstanceOf(expected);
                assertThat(next.version()).isEqualTo(8);
                assertThat(next.officers()).containsExactly("wang");
                assertThat(by).isEqualTo("wang");
            }
            case Declined(var why) -> assertThat(why).isInstanceOf(expected);
        }
    }

    @Test // a state or command added without a line in the table fails here
    void theTableIsComplete() {
        assertThat(STATES.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(leaves(CaseState.class).toList());
        assertThat(COMMANDS.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(leaves(CaseCommand.class).toList());
        assertThat(TABLE.keySet()).hasSize(STATES.size());
    }

    static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ApprovalCaseTests::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void anotherUnitOfTheFileIsRefusedWhateverTheState(CaseState state, CaseCommand command) {
        assertThat(aCase().in(state).on(command, SUN_OF_XZSP, noon())).isEqualTo(new Declined(new OtherUnit("SWJ")));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void aUnitOutsideTheFileDoesNotLearnThatTheCaseExists(CaseState state, CaseCommand command) {
        assertThat(aCase().in(state).on(command, STRANGER, noon())).isEqualTo(new Declined(new NoSuchCase()));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void theAcceptingClerkTakesNoPart(CaseState state, CaseCommand command) {
        assertThat(aCase().in(state).on(command, CHEN, noon())).isEqualTo(new Declined(new AcceptingClerk()));
    }

    @Test
    void whoeverExaminedDoesNotDecide() {
        var examined = (Applied) aCase().toExamine().on(EXAMINE, LI, noon());

        assertThat(examined.next().on(DECIDE, LI, noon())).isEqualTo(new Declined(new SameExaminer()));
        assertThat(examined.next().on(DECIDE, WANG, noon())).isInstanceOf(Applied.class);
    }

    @Test
    void whatIsDecidedOnTheSpotIsNotExamined() {
        assertThat(ApprovalCase.firstStep(CaseType.IMMEDIATE)).isEqualTo(new ToDecide(null));
        assertThat(aCase().immediate().toDecide().on(EXAMINE, LI, noon()))
                .isEqualTo(new Declined(new OtherStep("DECISION")));
        assertThat(aCase().immediate().toDecide().on(DECIDE, LI, noon())).isInstanceOf(Applied.class);
    }

    @Test
    void aRefusalKeepsItsGroundsAndRemediesAndYieldsNoLicence() {
        var refused = (Applied) aCase().toDecide().on(new Decide(new Refuse("no exit", "remedies")), WANG, noon());

        assertThat(refused.event()).isEqualTo(new CaseEvent.Refused());
        assertThat(refused.next().state()).isInstanceOfSatisfying(Refused.class, state -> {
            assertThat(state.judgement().grounds()).isEqualTo("no exit");
            assertThat(state.remedies()).isEqualTo("remedies");
        });
    }

    @Test
    void aDecisionSaysWhatTheClocksSaid() {
        var inTime = (Applied) aCase().toDecide().on(DECIDE, WANG, at(Instant.parse("2026-03-05T15:59:59Z")));
        var late = (Applied) aCase().toDecide().on(DECIDE, WANG, at(Instant.parse("2026-03-05T16:00:00Z")));

        assertThat(((Granted) inTime.next().state()).judgement()).satisfies(judgement -> {
            assertThat(judgement.workingDaysUsed()).isEqualTo(3);
            assertThat(judgement.onTimePromised()).isTrue();
        });
        assertThat(((Granted) late.next().state()).judgement()).satisfies(judgement -> {
            assertThat(judgement.workingDaysUsed()).isEqualTo(4);
            assertThat(judgement.onTimePromised()).isFalse();
            assertThat(judgement.onTimeStatutory()).isTrue();
        });
    }

    @Test
    void aSuspensionStopsBothClocksAndTheEndLetsThemGoOn() {
        var suspended = (Applied) aCase().toDecide().on(SUSPEND, LI, at(MONDAY_NOON));
        var resumed = (Applied) suspended.next().on(RESUME, WANG, at(Instant.parse("2026-03-06T04:00:00Z")));

        assertThat(noon().dueDates(suspended.next().runningClock()).promisedOn())
                .isNull();
        assertThat(suspended.next().state())
                .isInstanceOfSatisfying(
                        Suspended.class,
                        state -> assertThat(state.why().expectedUntilOn()).isEqualTo(LocalDate.of(2026, 3, 5)));
        assertThat(resumed.next().state()).isEqualTo(aCase().toDecide().state());
        // 3 to 6 March do not count: 9, 10 and 11 March do.
        assertThat(noon().dueDates(resumed.next().runningClock()).promisedOn()).isEqualTo(LocalDate.of(2026, 3, 11));
        assertThat(resumed.next().officers()).containsExactlyInAnyOrder("li", "wang");
    }

    @Test
    void suspensionsHaveALimit() {
        var clock = CaseClock.startingOn(MONDAY, 3, 20);
        for (int i = 0; i < ApprovalCase.MOST_SUSPENSIONS; i++) {
            clock = clock.pause(MONDAY, "HEARING", "art. 45").resume(MONDAY);
        }
        var often = new ApprovalCase(aCase().facts("C1"), new ToExamine(), clock, null, Set.of(), 101);

        assertThat(often.on(SUSPEND, LI, noon())).isEqualTo(new Declined(new TooManySuspensions(50)));
    }

    @Test
    void anAssignmentEndsWithItsStepAndKeepsNobodyFromActing() {
        var assigned = (Applied) aCase().toExamine().on(new Assign("li"), WANG, noon());
        var examined = (Applied) assigned.next().on(EXAMINE, WANG, noon());

        assertThat(assigned.next().assignedTo()).isEqualTo("li");
        assertThat(examined.next().assignedTo()).isNull();
    }

    @Test
    void anAssignmentOutlastsASuspension() {
        var assigned = (Applied) aCase().toExamine().on(new Assign("li"), WANG, noon());
        var suspended = (Applied) assigned.next().on(SUSPEND, WANG, noon());
        var resumed = (Applied) suspended.next().on(RESUME, WANG, noon());

        assertThat(resumed.next().assignedTo()).isEqualTo("li");
    }

    @Test
    void everyOpenCaseCanBeWithdrawnAndNoClosedOne() {
        assertThat(STATES.stream()
                        .filter(state -> aCase().in(state).withdraw(TUESDAY_NOON) instanceof Applied)
                        .<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(Waiting.class, ToExamine.class, ToDecide.class, Suspended.class);
    }

    @Test
    void aCaseWithdrawnAfterItsExaminationStillTellsWhoExamined() {
        var suspended = (Applied) aCase().toDecide().on(SUSPEND, WANG, noon());

        assertThat(((Applied) suspended.next().withdraw(TUESDAY_NOON)).next().state())
                .isEqualTo(new Withdrawn(examinedBy(LI), TUESDAY_NOON));
    }

    @Test
    void onlyAWaitingCaseStarts() {
        var started = aCase().waitingFor("C0").start(noon());

        assertThat(started.next().state()).isEqualTo(new ToExamine());
        assertThat(started.next().runningClock().startOn()).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThatIllegalStateException().isThrownBy(() -> aCase().toExamine().start(noon()));
        assertThatIllegalStateException().isThrownBy(() -> aCase().toDecide().endUnstarted("C0", MONDAY_NOON));
    }
}
