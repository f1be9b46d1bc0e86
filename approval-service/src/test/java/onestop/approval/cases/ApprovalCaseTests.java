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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.approval.cases.CaseCommand.AskHearing;
import onestop.approval.cases.CaseCommand.AskOpinions;
import onestop.approval.cases.CaseCommand.Assign;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.End;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Extend;
import onestop.approval.cases.CaseCommand.GiveOpinion;
import onestop.approval.cases.CaseCommand.HoldHearing;
import onestop.approval.cases.CaseCommand.PlanHearing;
import onestop.approval.cases.CaseCommand.RecordVisit;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseCommand.SendBack;
import onestop.approval.cases.CaseCommand.SignVisit;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseCommand.WaiveHearing;
import onestop.approval.cases.CaseCommand.WithdrawRequest;
import onestop.approval.cases.CaseState.Ended;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.Refused;
import onestop.approval.cases.CaseState.Suspended;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.ToReview;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.CaseState.Withdrawn;
import onestop.approval.cases.Rejection.AcceptingClerk;
import onestop.approval.cases.Rejection.AlreadyDecided;
import onestop.approval.cases.Rejection.AlreadyExamined;
import onestop.approval.cases.Rejection.AlreadyExtended;
import onestop.approval.cases.Rejection.AlreadyReviewed;
import onestop.approval.cases.Rejection.ConflictOfInterest;
import onestop.approval.cases.Rejection.EndedUnstarted;
import onestop.approval.cases.Rejection.HasEnded;
import onestop.approval.cases.Rejection.IsNotSuspended;
import onestop.approval.cases.Rejection.IsSuspended;
import onestop.approval.cases.Rejection.NoEarlierStep;
import onestop.approval.cases.Rejection.NoHearing;
import onestop.approval.cases.Rejection.NoSuchCase;
import onestop.approval.cases.Rejection.NoSuchRequest;
import onestop.approval.cases.Rejection.NotHandledTogether;
import onestop.approval.cases.Rejection.NotYetStarted;
import onestop.approval.cases.Rejection.NothingToSign;
import onestop.approval.cases.Rejection.OtherStep;
import onestop.approval.cases.Rejection.OtherUnit;
import onestop.approval.cases.Rejection.SameExaminer;
import onestop.approval.cases.Rejection.SameReviewer;
import onestop.approval.cases.Rejection.TooLateToExtend;
import onestop.approval.cases.Rejection.TooManySuspensions;
import onestop.approval.cases.Rejection.WasWithdrawn;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import onestop.approval.clocks.CaseClock;
import onestop.approval.clocks.DueDates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalCaseTests {
    static final Officer ZHOU = new Officer("zhou", "SWJ");
    static final CaseCommand ASSIGN = new Assign("qian");
    static final CaseCommand EXAMINE = new Examine("complete");
    static final CaseCommand DECIDE = new Decide(new Grant(null));
    static final CaseCommand SUSPEND = new Suspend(SuspensionKind.TESTING, "art. 45", 3);
    static final CaseCommand RESUME = new Resume();
    static final CaseCommand REVIEW = new Review("agreed");
    static final CaseCommand BACK =
            new SendBack(CaseStep.EXAMINATION, "unclear", Set.of(CaseStep.REVIEW, CaseStep.DECISION));
    static final CaseCommand EXTEND = new Extend(10, ExtensionRank.HEAD_OF_BODY, "wang", "complex");
    static final CaseCommand END = new End(EndKind.TERMINATED, "the subject is gone");
    static final CaseCommand VISIT = new RecordVisit(MONDAY, "the shop", "as applied for");
    static final CaseCommand SIGN = new SignVisit();
    static final CaseCommand ASK =
            new AskOpinions(List.of("YJJ"), OpinionRequest.Rule.ALL, null, "is the way out wide enough?", 5);
    static final CaseCommand ANSWER = new GiveOpinion(1, true, "it is");
    static final CaseCommand UNASK = new WithdrawRequest(1, "no longer needed");
    static final CaseCommand ASK_HEARING = new AskHearing(MONDAY);
    static final CaseCommand PLAN_HEARING = new PlanHearing(MONDAY.plusDays(14), "hall", "zhou");
    static final CaseCommand HOLD_HEARING = new HoldHearing(MONDAY, "minutes");
    static final CaseCommand WAIVE_HEARING = new WaiveHearing("needs none");
    static final List<CaseCommand> COMMANDS = List.of(
            ASSIGN,
            EXAMINE,
            REVIEW,
            BACK,
            EXTEND,
            DECIDE,
            SUSPEND,
            RESUME,
            END,
            VISIT,
            SIGN,
            ASK,
            UNASK,
            ASK_HEARING,
            PLAN_HEARING,
            HOLD_HEARING,
            WAIVE_HEARING);

    static final List<CaseState> STATES = List.of(
            new Waiting(Set.of("C0"), Set.of()),
            new ToExamine(),
            new ToReview(examinedBy(LI)),
            new ToDecide(examinedBy(LI)),
            new Suspended(new ToExamine(), suspension()),
            new Granted(judgement(examinedBy(LI)), licence()),
            new Refused(judgement(examinedBy(LI)), "remedies"),
            new NotStarted("C0", MONDAY_NOON),
            new Withdrawn(null, MONDAY_NOON),
            new Ended(EndKind.FORWARDED, examinedBy(LI), "wang", "to the city", MONDAY_NOON));

    /** The transition table: what WANG gets for each command in each state. */
    static final Map<Class<? extends CaseState>, Map<CaseCommand, Class<?>>> TABLE = Map.of(
            Waiting.class, always(NotYetStarted.class),
            ToExamine.class,
                    inHand(
                            ToExamine.class,
                            Map.of(
                                    EXAMINE, ToDecide.class,
                                    REVIEW, OtherStep.class,
                                    BACK, OtherStep.class,
                                    DECIDE, OtherStep.class)),
            ToReview.class,
                    inHand(
                            ToReview.class,
                            Map.of(
                                    EXAMINE, AlreadyExamined.class,
                                    REVIEW, ToDecide.class,
                                    BACK, ToExamine.class,
                                    DECIDE, OtherStep.class)),
            ToDecide.class,
                    inHand(
                            ToDecide.class,
                            Map.of(
                                    EXAMINE, AlreadyExamined.class,
                                    REVIEW, OtherStep.class,
                                    BACK, ToExamine.class,
                                    DECIDE, Granted.class)),
            Suspended.class,
                    Map.ofEntries(
                            Map.entry(ASSIGN, IsSuspended.class),
                            Map.entry(EXAMINE, IsSuspended.class),
                            Map.entry(REVIEW, IsSuspended.class),
                            Map.entry(BACK, IsSuspended.class),
                            Map.entry(EXTEND, IsSuspended.class),
                            Map.entry(DECIDE, IsSuspended.class),
                            Map.entry(SUSPEND, IsSuspended.class),
                            Map.entry(RESUME, ToExamine.class),
                            Map.entry(END, Ended.class),
                            Map.entry(VISIT, Suspended.class),
                            Map.entry(SIGN, NothingToSign.class),
                            Map.entry(ASK, IsSuspended.class),
                            Map.entry(UNASK, NoSuchRequest.class),
                            Map.entry(ASK_HEARING, NoHearing.class),
                            Map.entry(PLAN_HEARING, NoHearing.class),
                            Map.entry(HOLD_HEARING, NoHearing.class),
                            Map.entry(WAIVE_HEARING, NoHearing.class)),
            Granted.class, always(AlreadyDecided.class),
            Refused.class, always(AlreadyDecided.class),
            NotStarted.class, always(EndedUnstarted.class),
            Withdrawn.class, always(WasWithdrawn.class),
            Ended.class, always(HasEnded.class));

    /** What is the same at every step, and what is not. */
    static Map<CaseCommand, Class<?>> inHand(Class<?> step, Map<CaseCommand, Class<?>> own) {
        var all = new HashMap<CaseCommand, Class<?>>(own);
        List.of(ASSIGN, EXTEND, VISIT, ASK).forEach(command -> all.put(command, step));
        List.of(ASK_HEARING, PLAN_HEARING, HOLD_HEARING, WAIVE_HEARING)
                .forEach(command -> all.put(command, NoHearing.class));
        all.put(SUSPEND, Suspended.class);
        all.put(RESUME, IsNotSuspended.class);
        all.put(END, Ended.class);
        all.put(SIGN, NothingToSign.class);
        all.put(UNASK, NoSuchRequest.class);
        return all;
    }

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
        // An opinion is given by another unit, and has its own tests.
        assertThat(Stream.concat(COMMANDS.stream(), Stream.of(ANSWER)).<Class<?>>map(Object::getClass))
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
        assertThat(ApprovalCase.firstStep(1)).isEqualTo(new ToDecide(null));
        assertThat(aCase().immediate().toDecide().on(EXAMINE, LI, noon()))
                .isEqualTo(new Declined(new OtherStep("DECISION")));
        assertThat(aCase().immediate().toDecide().on(DECIDE, LI, noon())).isInstanceOf(Applied.class);
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void anOfficerWithAConflictOfInterestTakesNoPart(CaseState state, CaseCommand command) {
        assertThat(aCase().conflictOf(WANG).in(state).on(command, WANG, noon()))
                .isEqualTo(new Declined(new ConflictOfInterest("wang")));
    }

    @Test
    void nobodyIsGivenACaseInWhichHeHasAConflictOfInterest() {
        var open = aCase().conflictOf(LI).toExamine();

        assertThat(open.on(new Assign("li"), WANG, noon())).isEqualTo(new Declined(new ConflictOfInterest("li")));
        assertThat(open.on(new Assign("zhou"), WANG, noon())).isInstanceOf(Applied.class);
    }

    @Test
    void threeStepsTakeThreePeople() {
        var examined = applied(aCase().reviewed().toExamine(), EXAMINE, LI);
        assertThat(examined.state()).isInstanceOf(ToReview.class);
        assertThat(examined.on(REVIEW, LI, noon())).isEqualTo(new Declined(new SameExaminer()));

        var reviewed = applied(examined, REVIEW, WANG);

        assertThat(reviewed.on(DECIDE, LI, noon())).isEqualTo(new Declined(new SameExaminer()));
        assertThat(reviewed.on(DECIDE, WANG, noon())).isEqualTo(new Declined(new SameReviewer()));
        assertThat(reviewed.on(REVIEW, ZHOU, noon()))
                .isEqualTo(new Declined(new AlreadyReviewed("wang", TUESDAY_NOON)));
        assertThat(applied(reviewed, DECIDE, ZHOU).state())
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted)
                                .extracting("judgement.examined.review.by")
                                .isEqualTo("wang"));
    }

    @Test
    void aReturnedCaseIsExaminedAndReviewedAnew() {
        var reviewed = applied(applied(aCase().reviewed().toExamine(), EXAMINE, LI), REVIEW, WANG);
        var toReview = new SendBack(CaseStep.REVIEW, "look again", Set.of(CaseStep.DECISION));

        assertThat(applied(reviewed, toReview, ZHOU).state())
                .isEqualTo(new ToReview(new CaseState.Examined("li", TUESDAY_NOON, "complete")));
        assertThat(applied(reviewed, BACK, ZHOU).state()).isEqualTo(new ToExamine());
        assertThat(aCase().toDecide().on(toReview, ZHOU, noon()))
                .isEqualTo(new Declined(new NoEarlierStep(CaseStep.REVIEW, CaseStep.DECISION)));
        assertThat(aCase().immediate().toDecide().on(BACK, ZHOU, noon()))
                .isEqualTo(new Declined(new NoEarlierStep(CaseStep.EXAMINATION, CaseStep.DECISION)));
    }

    @Test
    void aReviewerSendsBackNothingThatWaitsForItsDecision() {
        var asReviewer = new SendBack(CaseStep.EXAMINATION, "unclear", Set.of(CaseStep.REVIEW));

        assertThat(aCase().toDecide().on(asReviewer, WANG, noon())).isEqualTo(new Declined(new OtherStep("DECISION")));
    }

    @Test
    void aSuspendedReviewGoesOnAsAReview() {
        var examined = applied(aCase().reviewed().toExamine(), EXAMINE, LI);

        assertThat(applied(applied(examined, SUSPEND, WANG), RESUME, WANG).state())
                .isEqualTo(examined.state());
    }

    @Test
    void anExtensionMovesBothDatesOnce() {
        var extended = applied(aCase().toDecide(), EXTEND, WANG);

        // Accepted on Monday, 2 March: 3 and 20 working days become 13 and 30, with three free days at Qingming.
        var due = noon().dueDates(extended.runningClock());
        assertThat(due.promisedOn()).isEqualTo(LocalDate.of(2026, 3, 19));
        assertThat(due.statutoryOn()).isEqualTo(LocalDate.of(2026, 4, 14));
        assertThat(extended.on(EXTEND, ZHOU, noon())).isEqualTo(new Declined(new AlreadyExtended(10)));
    }

    @Test
    void onlyWhatIsHandledTogetherIsExtendedByTheGovernment() {
        var byGovernment = new Extend(15, ExtensionRank.HEAD_OF_GOVERNMENT, "2026-4", "complex");

        assertThat(aCase().toDecide().on(byGovernment, WANG, noon())).isEqualTo(new Declined(new NotHandledTogether()));
        assertThat(aCase().handledTogether().toDecide().on(byGovernment, WANG, noon()))
                .isInstanceOf(Applied.class);
    }

    @Test
    void whatIsLateByLawIsNotExtended() {
        var lastDay = at(Instant.parse("2026-03-30T15:59:59Z"));
        var dayAfter = at(Instant.parse("2026-03-30T16:00:00Z"));

        assertThat(aCase().toDecide().on(EXTEND, WANG, lastDay)).isInstanceOf(Applied.class);
        assertThat(aCase().toDecide().on(EXTEND, WANG, dayAfter))
                .isEqualTo(new Declined(new TooLateToExtend(LocalDate.of(2026, 3, 30))));
    }

    @Test
    void aCalendarThatMovesNoDateIsNoAct() {
        var open = aCase().toDecide();
        var due = noon().dueDates(open.runningClock());
        var before = new DueDates(LocalDate.of(2026, 3, 4), due.statutoryOn(), false);

        assertThat(open.recount(due, null, "calendar", noon())).isEmpty();
        assertThat(open.recount(before, null, "calendar", noon())).hasValueSatisfying(moved -> {
            assertThat(moved.by()).isEqualTo(ApprovalCase.SYSTEM);
            assertThat(moved.next().version()).isEqualTo(open.version() + 1);
        });
        assertThat(aCase().suspended().recount(before, null, "calendar", noon()))
                .isEmpty();
    }

    private static ApprovalCase applied(ApprovalCase one, CaseCommand command, Officer officer) {
        return ((Applied) one.on(command, officer, noon())).next();
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
        var often = new ApprovalCase(
                aCase().facts("C1"), new ToExamine(), clock, null, Set.of(), MONDAY, Proceedings.NONE, 101);

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
    void nobodyIsAssignedAStepThatFourEyesKeepHimFrom() {
        var open = aCase().toExamine();
        var examined = (Applied) open.on(EXAMINE, LI, noon());

        assertThat(open.on(new Assign(Objects.requireNonNull(open.facts().acceptedBy())), WANG, noon()))
                .isEqualTo(new Declined(new AcceptingClerk()));
        assertThat(examined.next().on(new Assign("li"), WANG, noon())).isEqualTo(new Declined(new SameExaminer()));
        assertThat(examined.next().on(new Assign("zhou"), WANG, noon())).isInstanceOf(Applied.class);
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
                .containsExactlyInAnyOrder(
                        Waiting.class, ToExamine.class, ToReview.class, ToDecide.class, Suspended.class);
    }

    @Test
    void everyOpenCaseCanBeTerminatedWithItsApplicationAndNoClosedOne() {
        var ended = STATES.stream()
                .map(state -> aCase().in(state).terminate("gone", noon()))
                .filter(Applied.class::isInstance)
                .map(Applied.class::cast)
                .toList();

        assertThat(ended).hasSize(5).allSatisfy(one -> {
            assertThat(one.event()).isEqualTo(new CaseEvent.Ended(EndKind.TERMINATED, "gone"));
            assertThat(one.by()).isEqualTo("system");
            assertThat(((CaseState.Ended) one.next().state()).at()).isEqualTo(TUESDAY_NOON);
        });
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
