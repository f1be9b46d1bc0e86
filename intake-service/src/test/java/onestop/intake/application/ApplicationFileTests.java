package onestop.intake.application;

import static onestop.intake.application.FileExamples.ANSWER_BY;
import static onestop.intake.application.FileExamples.APPLICANT;
import static onestop.intake.application.FileExamples.CALENDAR;
import static onestop.intake.application.FileExamples.CLERK;
import static onestop.intake.application.FileExamples.FINISHED;
import static onestop.intake.application.FileExamples.ISSUER;
import static onestop.intake.application.FileExamples.MONDAY;
import static onestop.intake.application.FileExamples.MORNING;
import static onestop.intake.application.FileExamples.NOON;
import static onestop.intake.application.FileExamples.aFile;
import static onestop.intake.application.FileExamples.acceptance;
import static onestop.intake.application.FileExamples.acceptedDeferred;
import static onestop.intake.application.FileExamples.asked;
import static onestop.intake.application.FileExamples.delivered;
import static onestop.intake.application.FileExamples.lapsed;
import static onestop.intake.application.FileExamples.material;
import static onestop.intake.application.FileExamples.payment;
import static onestop.intake.application.FileExamples.preReviewed;
import static onestop.intake.application.FileExamples.refused;
import static onestop.intake.application.FileExamples.terminated;
import static onestop.intake.application.FileExamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.Ended;
import onestop.intake.application.FileState.Lapsed;
import onestop.intake.application.FileState.PreReviewed;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Terminated;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.application.Rejection.AlreadyAccepted;
import onestop.intake.application.Rejection.AlreadyDecided;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.AlreadyPreReviewed;
import onestop.intake.application.Rejection.AwaitingCorrection;
import onestop.intake.application.Rejection.CorrectionAlreadyAsked;
import onestop.intake.application.Rejection.CorrectionPeriodOver;
import onestop.intake.application.Rejection.DeferralOutOfRange;
import onestop.intake.application.Rejection.DeferralOver;
import onestop.intake.application.Rejection.DeferredOutstanding;
import onestop.intake.application.Rejection.FeeAlreadyPaid;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NeededAtOnce;
import onestop.intake.application.Rejection.NoReasonNeeded;
import onestop.intake.application.Rejection.NotAwaitingCorrection;
import onestop.intake.application.Rejection.NotDeferrable;
import onestop.intake.application.Rejection.NotDeferred;
import onestop.intake.application.Rejection.NotDueYet;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.NotOnline;
import onestop.intake.application.Rejection.NotYetAccepted;
import onestop.intake.application.Rejection.NothingDeferred;
import onestop.intake.application.Rejection.PaymentsUsedUp;
import onestop.intake.application.Rejection.RoundsUsedUp;
import onestop.intake.application.Rejection.VisibleAtFirstNotice;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationFileTests {
    private static final LocalDate FAR = LocalDate.of(2026, 6, 1);
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 6);
    private static final Actor SUPERVISOR = new Actor("manager", Side.SUPERVISOR, null, "XZSP");

    private static List<Defect> defects(String... keys) {
        return List.of(keys).stream().map(key -> new Defect(key, "缺页")).toList();
    }

    enum Command {
        PRE_REVIEW(file -> file.preReview(CLERK, NOON)),
        ACCEPT(file -> file.accept(CLERK, Map.of(), 1, null, MONDAY, CALENDAR, NOON)),
        ACCEPT_DEFERRED(file -> file.accept(CLERK, Map.of("HEALTH_CERT", FRIDAY), 1, null, MONDAY, CALENDAR, NOON)),
        DEEM(file -> file.deem(FAR, NOON)),
        ASK(file -> file.requestCorrection(CLERK, defects("ARTICLES"), ANSWER_BY, NOON)),
        ASK_AGAIN(file -> file.repeatCorrection(SUPERVISOR, defects("HEALTH_CERT"), ANSWER_BY, "窗口人员漏看", NOON)),
        CORRECT(file -> file.correct(
                APPLICANT, List.of(material("ARTICLES", false, State.HANDED_IN, "QY-SL")), 1, MONDAY, CALENDAR, NOON)),
        SUPPLY(file -> file.supply(APPLICANT, List.of(material("HEALTH_CERT", true, State.HANDED_IN, "SP-XB")), NOON)),
        CORRECT_CASE(file -> file.correctCase(
                APPLICANT,
                "C-1",
                2,
                Set.of("ARTICLES"),
                List.of(material("ARTICLES", false, State.HANDED_IN, "QY-SL")),
                NOON)),
        PAY(file -> file.pay(CLERK, payment("3713-1", "SP-XB"), List.of())),
        REFUSE(file -> file.refuse(CLERK, RefusalGround.NO_PERMISSION_NEEDED, "无需许可", null, NOON)),
        WITHDRAW(file -> file.withdraw(APPLICANT, false, NOON)),
        TERMINATE(file -> file.terminate(FAR, NOON)),
        END_WITHOUT_SUBJECT(file -> file.endWithoutSubject(SUPERVISOR, "已注销", false, NOON)),
        LAPSE(file -> file.lapse(FAR, NOON)),
        DELIVER(file -> file.deliver(ISSUER, DeliveryMethod.POST, null, FINISHED, null, NOON));

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
        private final Function<ApplicationFile, Transition> act;

        Command(Function<ApplicationFile, Transition> act) {
            this.act = act;
        }
    }

    static Stream<FileState> everyState() {
        return Stream.of(
                new Submitted(MONDAY, MONDAY.plusDays(7)),
                preReviewed(),
                new CorrectionRequested(),
                new Accepted(acceptance()),
                acceptedDeferred(),
                delivered(),
                refused(),
                withdrawn(),
                terminated(),
                lapsed());
    }

    /** A file as it is in a state: with a material that may follow, on its way or there, and after one correction. */
    private static ApplicationFile fileIn(FileState state) {
        var waitedFor = material("HEALTH_CERT", true, State.DEFERRED, "SP-XB").deferredUntil(FRIDAY);
        var there = material("HEALTH_CERT", true, State.HANDED_IN, "SP-XB");
        var round = asked("ARTICLES");
        return aFile().with(
                        material("ARTICLES", false, State.HANDED_IN, "QY-SL"),
                        state instanceof AcceptedDeferred || state instanceof Terminated ? waitedFor : there)
                .after(
                        state instanceof CorrectionRequested || state instanceof Lapsed
                                ? round
                                : round.corrected(NOON, Set.of("ARTICLES")))
                .in(state)
                .build();
    }

    @Test // a state added without an example fails here
    void theExamplesNameEveryState() {
        assertThat(everyState().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(leaves(FileState.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ApplicationFileTests::leaves)
                : Stream.of(type);
    }

    /** For each command the states that allow it and what they become; every other pair declines. */
    private static final Map<Command, Map<Class<?>, Class<?>>> LEGAL = Map.ofEntries(
            Map.entry(Command.PRE_REVIEW, Map.of(Submitted.class, PreReviewed.class)),
            Map.entry(Command.ACCEPT, Map.of(Submitted.class, Accepted.class, PreReviewed.class, Accepted.class)),
            Map.entry(
                    Command.ACCEPT_DEFERRED,
                    Map.of(Submitted.class, AcceptedDeferred.class, PreReviewed.class, AcceptedDeferred.class)),
            Map.entry(Command.DEEM, Map.of(Submitted.class, Accepted.class, PreReviewed.class, Accepted.class)),
            Map.entry(
                    Command.ASK,
                    Map.of(Submitted.class, CorrectionRequested.class, PreReviewed.class, CorrectionRequested.class)),
            Map.entry(
                    Command.ASK_AGAIN,
                    Map.of(Submitted.class, CorrectionRequested.class, PreReviewed.class, CorrectionRequested.class)),
            Map.entry(Command.CORRECT, Map.of(CorrectionRequested.class, Submitted.class)),
            Map.entry(Command.SUPPLY, Map.of(AcceptedDeferred.class, Accepted.class)),
            Map.entry(
                    Command.CORRECT_CASE,
                    Map.of(Accepted.class, Accepted.class, AcceptedDeferred.class, AcceptedDeferred.class)),
            Map.entry(
                    Command.PAY,
                    Map.of(Accepted.class, Accepted.class, AcceptedDeferred.class, AcceptedDeferred.class)),
            Map.entry(Command.REFUSE, Map.of(Submitted.class, Refused.class)),
            Map.entry(
                    Command.WITHDRAW,
                    Map.of(
                            Submitted.class, Withdrawn.class,
                            PreReviewed.class, Withdrawn.class,
                            CorrectionRequested.class, Withdrawn.class,
                            Accepted.class, Withdrawn.class,
                            AcceptedDeferred.class, Withdrawn.class)),
            Map.entry(Command.TERMINATE, Map.of(AcceptedDeferred.class, Terminated.class)),
            Map.entry(
                    Command.END_WITHOUT_SUBJECT,
                    Map.of(Accepted.class, Terminated.class, AcceptedDeferred.class, Terminated.class)),
            Map.entry(Command.LAPSE, Map.of(CorrectionRequested.class, Lapsed.class)),
            Map.entry(Command.DELIVER, Map.of(Accepted.class, Delivered.class)));

    @Test // a command added without a line in the table fails here
    void theTableNamesEveryCommand() {
        assertThat(LEGAL.keySet()).containsExactlyInAnyOrder(Command.values());
    }

    static Stream<Arguments> everyStateAndCommand() {
        return everyState().flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void aCommandWorksInTheStatesThatAllowItAndNowhereElse(FileState state, Command command) {
        var file = fileIn(state);

        var transition = command.act.apply(file);

        var becomes = LEGAL.getOrDefault(command, Map.of()).get(state.getClass());
        if (becomes == null) {
            assertThat(transition).isInstanceOf(Declined.class);
        } else {
            assertThat(transition).isInstanceOfSatisfying(Applied.class, applied -> {
                assertThat(applied.next().state()).isInstanceOf(becomes);
                assertThat(applied.next().version()).isEqualTo(file.version() + 1);
                assertThat(applied.next().head()).isEqualTo(file.head());
            });
        }
    }

    /** Why each pair that is not in the table is declined. */
    private static Rejection why(FileState state, Command command) {
        return switch (state) {
            case Submitted _ ->
                switch (command) {
                    case CORRECT, LAPSE -> new NotAwaitingCorrection();
                    case SUPPLY, CORRECT_CASE, PAY, TERMINATE, END_WITHOUT_SUBJECT, DELIVER -> new NotYetAccepted();
                    default -> throw new IllegalArgumentException(command + " is legal");
                };
            case PreReviewed _ ->
                switch (command) {
                    case PRE_REVIEW, REFUSE -> new AlreadyPreReviewed(NOON);
                    case CORRECT, LAPSE -> new NotAwaitingCorrection();
                    case SUPPLY, CORRECT_CASE, PAY, TERMINATE, END_WITHOUT_SUBJECT, DELIVER -> new NotYetAccepted();
                    default -> throw new IllegalArgumentException(command + " is legal");
                };
            case CorrectionRequested _ ->
                switch (command) {
                    case PRE_REVIEW, ACCEPT, ACCEPT_DEFERRED, DEEM, REFUSE -> new AwaitingCorrection(NOON);
                    case ASK, ASK_AGAIN -> new CorrectionAlreadyAsked(NOON);
                    case SUPPLY, CORRECT_CASE, PAY, TERMINATE, END_WITHOUT_SUBJECT, DELIVER -> new NotYetAccepted();
                    default -> throw new IllegalArgumentException(command + " is legal");
                };
            case Accepted _ ->
                switch (command) {
                    case PRE_REVIEW, ACCEPT, ACCEPT_DEFERRED, DEEM, ASK, ASK_AGAIN, REFUSE -> new AlreadyAccepted(NOON);
                    case CORRECT, LAPSE -> new NotAwaitingCorrection();
                    case SUPPLY, TERMINATE -> new NothingDeferred();
                    default -> throw new IllegalArgumentException(command + " is legal");
                };
            case AcceptedDeferred _ ->
                switch (command) {
                    case PRE_REVIEW, ACCEPT, ACCEPT_DEFERRED, DEEM, ASK, ASK_AGAIN, REFUSE -> new AlreadyAccepted(NOON);
                    case CORRECT, LAPSE -> new NotAwaitingCorrection();
                    case DELIVER -> new DeferredOutstanding(List.of("HEALTH_CERT"));
                    default -> throw new IllegalArgumentException(command + " is legal");
                };
            case Ended ended -> new AlreadyEnded(FileStatus.of(ended), NOON);
        };
    }

    static Stream<Arguments> reasons() {
        return everyState()
                .flatMap(state -> Stream.of(Command.values())
                        .filter(command ->
                                !LEGAL.getOrDefault(command, Map.of()).containsKey(state.getClass()))
                        .map(command -> Arguments.of(state, command, why(state, command))));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aDeclinedCommandSaysWhy(FileState state, Command command, Rejection why) {
        assertThat(command.act.apply(fileIn(state))).isEqualTo(new Declined(why));
    }

    // --- acceptance and deferral

    @Test
    void acceptanceKeepsWhoDidItAndFromWhenLimitsCount() {
        var applied =
                (Applied) aFile().build().accept(CLERK, Map.of(), 1, "XZSP-07", MONDAY.plusDays(1), CALENDAR, NOON);

        assertThat(applied.next().acceptance())
                .isEqualTo(new FileState.Acceptance(NOON, MONDAY.plusDays(1), "window", "XZSP", false, "XZSP-07"));
        assertThat(applied.event().by()).isEqualTo(CLERK);
    }

    @Test
    void whatIsMissingHasToBeDeferred() {
        var file = aFile().with(
                        material("HEALTH_CERT", true, State.MISSING, "SP-XB"),
                        material("SITE_PLAN", true, State.DEFERRED, "SP-XB"),
                        material("ARTICLES", false, State.HANDED_IN, "QY-SL"))
                .build();

        assertThat(file.accept(CLERK, Map.of(), 1, null, MONDAY, CALENDAR, NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("HEALTH_CERT", "SITE_PLAN"))));

        var until = LocalDate.of(2026, 3, 6);
        var applied = (Applied)
                file.accept(CLERK, Map.of("HEALTH_CERT", until, "SITE_PLAN", until), 3, null, MONDAY, CALENDAR, NOON);
        assertThat(applied.next().materials())
                .extracting(FileMaterial::state)
                .containsExactly(State.DEFERRED, State.DEFERRED, State.HANDED_IN);
        assertThat(applied.next().materials().getFirst().dueOn()).isEqualTo(until);
        assertThat(applied.next().state()).isEqualTo(new AcceptedDeferred(acceptance(), until));
        assertThat(applied.event().commitment())
                .isEqualTo(new Commitment(Commitment.Kind.DEFERRED_MATERIALS, 3, List.of("HEALTH_CERT", "SITE_PLAN")));
    }

    @Test
    void onlyWhatTheCatalogueAllowsMayFollowLater() {
        var file = aFile().with(material("ARTICLES", false, State.MISSING, "SP-XB"))
                .build();

        assertThat(defer(file, "ARTICLES", MONDAY)).isEqualTo(new Declined(new NotDeferrable("ARTICLES")));
    }

    @Test
    void whatAnImmediateItemNeedsCannotFollowLater() {
        var file = aFile().with(material("SITE_PLAN", true, State.MISSING, "SP-XB", "XF-AJ"))
                .build();

        assertThat(defer(file, "SITE_PLAN", MONDAY)).isEqualTo(new Declined(new NeededAtOnce("SITE_PLAN", "XF-AJ")));
    }

    @Test
    void aDeferredMaterialComesByThePromisedDueDate() {
        var file = aFile().with(material("HEALTH_CERT", true, State.MISSING, "SP-XB"))
                .build();
        // One day of the stage before, then the five of the permit: Monday 2 March to Tuesday 10 March.
        var latest = LocalDate.of(2026, 3, 10);

        assertThat(defer(file, "HEALTH_CERT", latest)).isInstanceOf(Applied.class);
        assertThat(defer(file, "HEALTH_CERT", latest.plusDays(1)))
                .isEqualTo(new Declined(new DeferralOutOfRange("HEALTH_CERT", MONDAY, latest)));
        assertThat(defer(file, "HEALTH_CERT", MONDAY.minusDays(1)))
                .isEqualTo(new Declined(new DeferralOutOfRange("HEALTH_CERT", MONDAY, latest)));
    }

    @Test
    void nobodyDefersWhatIsNotAskedFor() {
        assertThat(defer(aFile().build(), "EIA_REPORT", MONDAY))
                .isEqualTo(new Declined(new MaterialNotAskedFor("EIA_REPORT")));
    }

    private static Transition defer(ApplicationFile file, String key, LocalDate dueOn) {
        return file.accept(CLERK, Map.of(key, dueOn), 1, null, MONDAY, CALENDAR, NOON);
    }

    // --- silence

    @Test
    void aFileCountsAsAcceptedFromReceiptWhenTheFifthDayIsOver() {
        var file = ApplicationFile.submitted(FileExamples.head(), List.of(), CALENDAR);
        var fifth = LocalDate.of(2026, 3, 9);

        assertThat(file.state()).isEqualTo(new Submitted(MONDAY, fifth));
        assertThat(file.deem(fifth, NOON)).isEqualTo(new Declined(new NotDueYet(fifth)));
        assertThat(file.deem(fifth.plusDays(1), NOON)).isInstanceOfSatisfying(Applied.class, applied -> {
            var acceptance = Objects.requireNonNull(applied.next().acceptance());
            assertThat(acceptance.deemed()).isTrue();
            assertThat(acceptance.at()).isEqualTo(MORNING);
            assertThat(acceptance.countsFrom()).isEqualTo(MONDAY);
        });
    }

    @Test
    void missingMaterialsDoNotHoldUpAcceptanceByLaw() {
        var file = aFile().with(material("ARTICLES", false, State.MISSING, "QY-SL"))
                .build();

        assertThat(file.deem(FAR, NOON)).isInstanceOf(Applied.class);
    }

    @Test
    void afterACorrectionItCountsFromThere() {
        var file = aFile().corrected().build();

        var applied = (Applied) file.deem(FAR, NOON.plusSeconds(9));

        assertThat(Objects.requireNonNull(applied.next().acceptance()).at()).isEqualTo(NOON);
    }

    // --- correction

    @Test
    void aSecondNoticeNamesOnlyWhatCameWithTheCorrection() {
        var file = twoMaterials().corrected().build();

        assertThat(file.requestCorrection(CLERK, defects("ARTICLES", "HEALTH_CERT"), ANSWER_BY, NOON))
                .isEqualTo(new Declined(new VisibleAtFirstNotice(List.of("HEALTH_CERT"))));
        assertThat(file.requestCorrection(CLERK, defects("ARTICLES"), ANSWER_BY, NOON))
                .isInstanceOfSatisfying(Applied.class, applied -> {
                    assertThat(applied.next().corrections()).hasSize(2);
                    assertThat(applied.next().corrections().getFirst())
                            .isEqualTo(file.corrections().getFirst());
                });
    }

    @Test
    void whatCouldHaveBeenSeenNeedsTheSupervisorsReason() {
        var file = twoMaterials().corrected().build();

        var applied = (Applied) file.repeatCorrection(SUPERVISOR, defects("HEALTH_CERT"), ANSWER_BY, "窗口人员漏看", NOON);

        var round = Objects.requireNonNull(applied.next().correction());
        assertThat(round.supervisorReason()).isEqualTo("窗口人员漏看");
        assertThat(round.requestedBy()).isEqualTo("manager");
        assertThat(file.repeatCorrection(SUPERVISOR, defects("ARTICLES"), ANSWER_BY, "x", NOON))
                .isEqualTo(new Declined(new NoReasonNeeded()));
        assertThat(twoMaterials().build().repeatCorrection(SUPERVISOR, defects("ARTICLES"), ANSWER_BY, "x", NOON))
                .isEqualTo(new Declined(new NoReasonNeeded()));
    }

    @Test
    void theSupervisorCannotAskForAMaterialOutsideTheGuideEither() {
        assertThat(twoMaterials()
                        .corrected()
                        .build()
                        .repeatCorrection(SUPERVISOR, defects("EIA_REPORT"), ANSWER_BY, "x", NOON))
                .isEqualTo(new Declined(new MaterialNotAskedFor("EIA_REPORT")));
    }

    @Test
    void aFileIsNotSentBackForEver() {
        var round = asked("ARTICLES").corrected(NOON, Set.of("ARTICLES"));

        assertThat(aFile().after(round, round, round, round)
                        .build()
                        .requestCorrection(CLERK, defects("ARTICLES"), ANSWER_BY, NOON))
                .isInstanceOf(Applied.class);
        assertThat(aFile().after(round, round, round, round, round)
                        .build()
                        .requestCorrection(CLERK, defects("ARTICLES"), ANSWER_BY, NOON))
                .isEqualTo(new Declined(new RoundsUsedUp(5)));
    }

    private static FileExamples twoMaterials() {
        return aFile().with(
                        material("ARTICLES", false, State.HANDED_IN, "QY-SL"),
                        material("HEALTH_CERT", true, State.HANDED_IN, "SP-XB"));
    }

    @Test
    void nobodyAsksForAMaterialOutsideTheGuide() {
        assertThat(aFile().build().requestCorrection(CLERK, defects("EIA_REPORT"), ANSWER_BY, NOON))
                .isEqualTo(new Declined(new MaterialNotAskedFor("EIA_REPORT")));
    }

    @Test
    void aCorrectionComesInThePeriodOfTheNotice() {
        var file = aFile().in(new CorrectionRequested()).build();
        var supplied = List.of(material("ARTICLES", false, State.HANDED_IN, "QY-SL"));
        var lastMoment = Instant.parse("2026-03-16T15:59:59Z");

        assertThat(file.correct(APPLICANT, supplied, 1, MONDAY, CALENDAR, lastMoment))
                .isInstanceOf(Applied.class);
        assertThat(file.correct(APPLICANT, supplied, 1, MONDAY, CALENDAR, lastMoment.plusSeconds(1)))
                .isEqualTo(new Declined(new CorrectionPeriodOver(ANSWER_BY)));
        assertThat(file.lapse(ANSWER_BY, NOON)).isEqualTo(new Declined(new NotDueYet(ANSWER_BY)));
        assertThat(file.lapse(ANSWER_BY.plusDays(1), NOON)).isInstanceOf(Applied.class);
    }

    @Test
    void aNoticeThatStatedNoPeriodNeverLapses() {
        var old = new Correction(NOON, "window", defects("ARTICLES"), null, null, null, Set.of());

        assertThat(aFile().after(old).in(new CorrectionRequested()).build().lapse(FAR, NOON))
                .isEqualTo(new Declined(new NotDueYet(null)));
    }

    @Test
    void aPromiseInACorrectionKeepsTheTextItWasMadeUnder() {
        var promised = material("ARTICLES", false, State.PROMISED, "QY-SL");

        var applied = (Applied) aFile().in(new CorrectionRequested())
                .build()
                .correct(APPLICANT, List.of(promised), 4, MONDAY, CALENDAR, NOON);

        assertThat(applied.event().commitment())
                .isEqualTo(new Commitment(Commitment.Kind.NOTICE_AND_COMMITMENT, 4, List.of("ARTICLES")));
    }

    // --- pre-review

    @ParameterizedTest
    @EnumSource(Channel.class)
    void onlyWhatCameOnlineIsReviewedBeforehand(Channel channel) {
        var transition = aFile().by(channel).build().preReview(CLERK, NOON);

        if (channel == Channel.ONLINE || channel == Channel.MOBILE_APP) {
            assertThat(transition).isInstanceOf(Applied.class);
        } else {
            assertThat(transition).isEqualTo(new Declined(new NotOnline(channel)));
        }
    }

    @Test
    void aReviewPassesWithWhatMayFollowAndNotWithoutTheRest() {
        var file = aFile().with(
                        material("HEALTH_CERT", true, State.MISSING, "SP-XB"),
                        material("ARTICLES", false, State.MISSING, "QY-SL"))
                .build();

        assertThat(file.preReview(CLERK, NOON)).isEqualTo(new Declined(new MaterialsMissing(List.of("ARTICLES"))));
        assertThat(aFile().with(material("HEALTH_CERT", true, State.MISSING, "SP-XB"))
                        .build()
                        .preReview(CLERK, NOON))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.next().state()).isEqualTo(preReviewed()));
    }

    // --- what may follow

    private static FileExamples awaiting(FileMaterial... materials) {
        return aFile().with(materials).in(acceptedDeferred());
    }

    private static FileMaterial deferred(String key, LocalDate until) {
        return material(key, true, State.DEFERRED, "SP-XB").deferredUntil(until);
    }

    private static FileMaterial handedIn(String key) {
        return material(key, true, State.HANDED_IN, "SP-XB");
    }

    @Test
    void theFileIsWholeWhenTheLastDeferredMaterialHasCome() {
        var file = awaiting(deferred("HEALTH_CERT", FRIDAY), deferred("SITE_PLAN", FRIDAY.plusDays(3)))
                .build();

        var some = (Applied) file.supply(APPLICANT, List.of(handedIn("HEALTH_CERT")), NOON);
        assertThat(some.next().state()).isEqualTo(new AcceptedDeferred(acceptance(), FRIDAY.plusDays(3)));
        assertThat(some.event()).isEqualTo(new FileEvent.MaterialsSupplied(NOON, APPLICANT, List.of("HEALTH_CERT")));

        var all = (Applied) some.next().supply(APPLICANT, List.of(handedIn("SITE_PLAN")), NOON);
        assertThat(all.next().state()).isEqualTo(new Accepted(acceptance()));
    }

    @Test
    void aDepartmentsNoticeIsAnsweredWithAllThatItNamesAndTheDocumentsThemselves() {
        var file = awaiting(deferred("HEALTH_CERT", FRIDAY), handedIn("ARTICLES"), handedIn("SITE_PLAN"))
                .build();
        var asked = Set.of("ARTICLES", "SITE_PLAN", "NOT_OF_THIS_FILE");

        assertThat(file.correctCase(APPLICANT, "C-1", 2, asked, List.of(handedIn("ARTICLES")), NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("SITE_PLAN"))));
        assertThat(file.correctCase(
                        APPLICANT,
                        "C-1",
                        2,
                        asked,
                        List.of(handedIn("ARTICLES"), material("SITE_PLAN", true, State.PROMISED, "SP-XB")),
                        NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("SITE_PLAN"))));
        var all = (Applied) file.correctCase(
                APPLICANT, "C-1", 2, asked, List.of(handedIn("ARTICLES"), handedIn("SITE_PLAN")), NOON);
        assertThat(all.next().state())
                .as("what was to follow is still to come")
                .isEqualTo(new AcceptedDeferred(acceptance(), FRIDAY));
        assertThat(all.event())
                .isEqualTo(new FileEvent.CaseCorrected(NOON, APPLICANT, "C-1", 2, List.of("ARTICLES", "SITE_PLAN")));
    }

    @Test
    void onlyTheAwaitedDocumentsThemselvesAreTaken() {
        var file =
                awaiting(deferred("HEALTH_CERT", FRIDAY), handedIn("ARTICLES")).build();

        assertThat(file.supply(APPLICANT, List.of(handedIn("ARTICLES")), NOON))
                .isEqualTo(new Declined(new NotDeferred("ARTICLES")));
        assertThat(file.supply(APPLICANT, List.of(handedIn("EIA_REPORT")), NOON))
                .isEqualTo(new Declined(new NotDeferred("EIA_REPORT")));
        assertThat(file.supply(APPLICANT, List.of(), NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("HEALTH_CERT"))));
        for (var word : List.of(State.DEFERRED, State.PROMISED, State.MISSING)) {
            assertThat(file.supply(APPLICANT, List.of(material("HEALTH_CERT", true, word, "SP-XB")), NOON))
                    .isEqualTo(new Declined(new MaterialsMissing(List.of("HEALTH_CERT"))));
        }
    }

    @Test
    void theDayItWasDeferredToIsTheLast() {
        var file = awaiting(deferred("HEALTH_CERT", FRIDAY), deferred("SITE_PLAN", FRIDAY.plusDays(3)))
                .build();
        var lastMoment = Instant.parse("2026-03-06T15:59:59Z");

        assertThat(file.supply(APPLICANT, List.of(handedIn("HEALTH_CERT")), lastMoment))
                .isInstanceOf(Applied.class);
        assertThat(file.supply(APPLICANT, List.of(handedIn("HEALTH_CERT")), lastMoment.plusSeconds(1)))
                .isEqualTo(new Declined(new DeferralOver("HEALTH_CERT", FRIDAY)));
        assertThat(file.terminate(FRIDAY, NOON)).isEqualTo(new Declined(new NotDueYet(FRIDAY)));
        assertThat(file.terminate(FRIDAY.plusDays(1), NOON)).isInstanceOfSatisfying(Applied.class, applied -> {
            assertThat(applied.next().state()).isEqualTo(terminated());
            assertThat(applied.event())
                    .isEqualTo(new FileEvent.FileTerminated(
                            NOON,
                            Actor.TIME,
                            FileEvent.FileTerminated.Why.DEFERRED_NOT_SUPPLIED,
                            List.of("HEALTH_CERT"),
                            null));
        });
    }

    @Test
    void whatTheDepartmentsHaveFinishedIsNotTerminated() {
        var file = fileIn(new Accepted(acceptance()));

        assertThat(file.endWithoutSubject(SUPERVISOR, "已注销", true, NOON))
                .isEqualTo(new Declined(new Rejection.AlreadyFinished()));
        assertThat(file.endWithoutSubject(SUPERVISOR, "已注销", false, NOON))
                .isInstanceOfSatisfying(
                        Applied.class,
                        applied -> assertThat(applied.event())
                                .isEqualTo(new FileEvent.FileTerminated(
                                        NOON,
                                        SUPERVISOR,
                                        FileEvent.FileTerminated.Why.SUBJECT_GONE,
                                        List.of(),
                                        "已注销")));
    }

    @Test
    void aCorrectionSuppliesAllThatWasAskedFor() {
        var file = aFile().with(
                        material("ARTICLES", false, State.HANDED_IN, "QY-SL"),
                        material("HEALTH_CERT", true, State.MISSING, "SP-XB"))
                .after(asked("ARTICLES", "HEALTH_CERT"))
                .in(new CorrectionRequested())
                .build();
        var articles = material("ARTICLES", false, State.MISSING, "QY-SL").handedIn("new.pdf");
        var certificate = material("HEALTH_CERT", true, State.MISSING, "SP-XB").handedIn("health.pdf");

        assertThat(file.correct(APPLICANT, List.of(articles), 1, MONDAY, CALENDAR, NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("HEALTH_CERT"))));

        var friday = LocalDate.of(2026, 3, 6);
        var applied = (Applied) file.correct(APPLICANT, List.of(articles, certificate), 1, friday, CALENDAR, NOON);
        assertThat(applied.next().materials()).containsExactly(articles, certificate);
        assertThat(applied.next().state()).isEqualTo(new Submitted(friday, LocalDate.of(2026, 3, 13)));
        assertThat(Objects.requireNonNull(applied.next().correction()).suppliedKeys())
                .containsExactlyInAnyOrder("ARTICLES", "HEALTH_CERT");
    }

    // --- the end

    @Test
    void afterADecisionNobodyWithdraws() {
        assertThat(aFile().in(new Accepted(acceptance())).build().withdraw(APPLICANT, true, NOON))
                .isEqualTo(new Declined(new AlreadyDecided()));
    }

    @Test
    void whoWithdrawsAfterAcceptanceLeavesItOnRecord() {
        var applied = (Applied) aFile().in(new Accepted(acceptance())).build().withdraw(APPLICANT, false, NOON);

        assertThat(applied.next().acceptance()).isEqualTo(acceptance());
    }

    @Test
    void theResultIsHandedOutWhenTheDepartmentsHaveFinished() {
        var file = aFile().in(new Accepted(acceptance())).build();

        assertThat(file.deliver(ISSUER, DeliveryMethod.WINDOW, RecipientCheck.AGENT, null, null, NOON))
                .isEqualTo(new Declined(new NotFinished()));
        assertThat(file.deliver(ISSUER, DeliveryMethod.WINDOW, RecipientCheck.AGENT, FINISHED, null, NOON))
                .isInstanceOf(Applied.class);
    }

    @Test
    void whoTookPartDoesNotHandOut() {
        var file = aFile().in(new Accepted(acceptance())).build();

        for (var by : Set.of("window", "examiner-gaj", "approver-gaj")) {
            assertThat(file.deliver(
                            new Actor(by, Side.ISSUER, null, "XZSP"), DeliveryMethod.POST, null, FINISHED, null, NOON))
                    .isEqualTo(new Declined(new FourEyes()));
        }
    }

    // --- fees

    @Test
    void theFeeOfAnItemIsPaidOnce() {
        var file = fileIn(new Accepted(acceptance()));
        var before = List.of(payment("3713-1", "SP-XB"), payment("3713-2", "QY-SL"));

        assertThat(file.pay(CLERK, payment("3713-3", "SP-XB", "XF-AJ"), before))
                .isEqualTo(new Declined(new FeeAlreadyPaid(List.of("SP-XB"))));
        assertThat(file.pay(CLERK, payment("3713-3", "XF-AJ"), before)).isInstanceOf(Applied.class);
    }

    @Test
    void aFileTakesFiftyPayments() {
        var file = fileIn(new Accepted(acceptance()));
        var before = IntStream.range(0, 50)
                .mapToObj(i -> payment("3713-" + i, "ITEM-" + i))
                .toList();

        assertThat(file.pay(CLERK, payment("3713-99", "SP-XB"), before))
                .isEqualTo(new Declined(new PaymentsUsedUp(50)));
        assertThat(file.pay(CLERK, payment("3713-99", "SP-XB"), before.subList(0, 49)))
                .isInstanceOf(Applied.class);
    }
}
