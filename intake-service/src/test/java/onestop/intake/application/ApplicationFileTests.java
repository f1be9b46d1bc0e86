package onestop.intake.application;

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
import static onestop.intake.application.FileExamples.asked;
import static onestop.intake.application.FileExamples.delivered;
import static onestop.intake.application.FileExamples.material;
import static onestop.intake.application.FileExamples.refused;
import static onestop.intake.application.FileExamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.application.Rejection.AlreadyAccepted;
import onestop.intake.application.Rejection.AlreadyDecided;
import onestop.intake.application.Rejection.AlreadyEnded;
import onestop.intake.application.Rejection.AwaitingCorrection;
import onestop.intake.application.Rejection.CorrectionAlreadyAsked;
import onestop.intake.application.Rejection.DeferralOutOfRange;
import onestop.intake.application.Rejection.FourEyes;
import onestop.intake.application.Rejection.MaterialNotAskedFor;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NeededAtOnce;
import onestop.intake.application.Rejection.NotAwaitingCorrection;
import onestop.intake.application.Rejection.NotDeferrable;
import onestop.intake.application.Rejection.NotDueYet;
import onestop.intake.application.Rejection.NotFinished;
import onestop.intake.application.Rejection.NotYetAccepted;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationFileTests {
    private static final LocalDate FAR = LocalDate.of(2026, 6, 1);

    enum Command {
        ACCEPT(file -> file.accept(CLERK, Map.of(), null, MONDAY, CALENDAR, NOON)),
        DEEM(file -> file.deem(FAR, NOON)),
        ASK(file -> file.requestCorrection(CLERK, List.of(new Defect("ARTICLES", "缺页")), NOON)),
        CORRECT(file -> file.correct(
                APPLICANT, List.of(material("ARTICLES", false, State.HANDED_IN, "QY-SL")), MONDAY, CALENDAR, NOON)),
        REFUSE(file -> file.refuse(CLERK, "无需许可", null, NOON)),
        WITHDRAW(file -> file.withdraw(APPLICANT, false, NOON)),
        DELIVER(file -> file.deliver(ISSUER, DeliveryMethod.POST, null, FINISHED, NOON));

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
        private final Function<ApplicationFile, Transition> act;

        Command(Function<ApplicationFile, Transition> act) {
            this.act = act;
        }
    }

    static Stream<FileState> everyState() {
        return Stream.of(
                new Submitted(MONDAY, MONDAY.plusDays(7)),
                new CorrectionRequested(),
                new Accepted(acceptance()),
                delivered(),
                refused(),
                withdrawn());
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
    private static final Map<Command, Map<Class<?>, Class<?>>> LEGAL = Map.of(
            Command.ACCEPT, Map.of(Submitted.class, Accepted.class),
            Command.DEEM, Map.of(Submitted.class, Accepted.class),
            Command.ASK, Map.of(Submitted.class, CorrectionRequested.class),
            Command.CORRECT, Map.of(CorrectionRequested.class, Submitted.class),
            Command.REFUSE, Map.of(Submitted.class, Refused.class),
            Command.WITHDRAW,
                    Map.of(
                            Submitted.class, Withdrawn.class,
                            CorrectionRequested.class, Withdrawn.class,
                            Accepted.class, Withdrawn.class),
            Command.DELIVER, Map.of(Accepted.class, Delivered.class));

    static Stream<Arguments> everyStateAndCommand() {
        return everyState().flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void aCommandWorksInTheStatesThatAllowItAndNowhereElse(FileState state, Command command) {
        var file = aFile().in(state).build();

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

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new CorrectionRequested(), Command.ACCEPT, new AwaitingCorrection(NOON)),
                Arguments.of(new Accepted(acceptance()), Command.ACCEPT, new AlreadyAccepted(NOON)),
                Arguments.of(delivered(), Command.ACCEPT, new AlreadyEnded(FileStatus.DELIVERED, NOON)),
                Arguments.of(refused(), Command.ACCEPT, new AlreadyEnded(FileStatus.REFUSED, NOON)),
                Arguments.of(withdrawn(), Command.ACCEPT, new AlreadyEnded(FileStatus.WITHDRAWN, NOON)),
                Arguments.of(new CorrectionRequested(), Command.ASK, new CorrectionAlreadyAsked(NOON)),
                Arguments.of(new Accepted(acceptance()), Command.ASK, new AlreadyAccepted(NOON)),
                Arguments.of(new Submitted(MONDAY, MONDAY), Command.CORRECT, new NotAwaitingCorrection()),
                Arguments.of(new Accepted(acceptance()), Command.CORRECT, new NotAwaitingCorrection()),
                Arguments.of(withdrawn(), Command.CORRECT, new AlreadyEnded(FileStatus.WITHDRAWN, NOON)),
                Arguments.of(new Accepted(acceptance()), Command.REFUSE, new AlreadyAccepted(NOON)),
                Arguments.of(new CorrectionRequested(), Command.REFUSE, new AwaitingCorrection(NOON)),
                Arguments.of(delivered(), Command.WITHDRAW, new AlreadyEnded(FileStatus.DELIVERED, NOON)),
                Arguments.of(new Submitted(MONDAY, MONDAY), Command.DELIVER, new NotYetAccepted()),
                Arguments.of(refused(), Command.DELIVER, new AlreadyEnded(FileStatus.REFUSED, NOON)));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aDeclinedCommandSaysWhy(FileState state, Command command, Rejection why) {
        assertThat(command.act.apply(aFile().in(state).build())).isEqualTo(new Declined(why));
    }

    // --- acceptance and deferral

    @Test
    void acceptanceKeepsWhoDidItAndFromWhenLimitsCount() {
        var applied = (Applied) aFile().build().accept(CLERK, Map.of(), "XZSP-07", MONDAY.plusDays(1), CALENDAR, NOON);

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

        assertThat(file.accept(CLERK, Map.of(), null, MONDAY, CALENDAR, NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("HEALTH_CERT", "SITE_PLAN"))));

        var until = LocalDate.of(2026, 3, 6);
        var applied = (Applied)
                file.accept(CLERK, Map.of("HEALTH_CERT", until, "SITE_PLAN", until), null, MONDAY, CALENDAR, NOON);
        assertThat(applied.next().materials())
                .extracting(FileMaterial::state)
                .containsExactly(State.DEFERRED, State.DEFERRED, State.HANDED_IN);
        assertThat(applied.next().materials().getFirst().dueOn()).isEqualTo(until);
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
        return file.accept(CLERK, Map.of(key, dueOn), null, MONDAY, CALENDAR, NOON);
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
    void aCorrectionIsAskedForOnce() {
        assertThat(aFile().corrected().build().requestCorrection(CLERK, List.of(new Defect("ARTICLES", "又缺页")), NOON))
                .isEqualTo(new Declined(new CorrectionAlreadyAsked(NOON)));
    }

    @Test
    void nobodyAsksForAMaterialOutsideTheGuide() {
        assertThat(aFile().build().requestCorrection(CLERK, List.of(new Defect("EIA_REPORT", "缺")), NOON))
                .isEqualTo(new Declined(new MaterialNotAskedFor("EIA_REPORT")));
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

        assertThat(file.correct(APPLICANT, List.of(articles), MONDAY, CALENDAR, NOON))
                .isEqualTo(new Declined(new MaterialsMissing(List.of("HEALTH_CERT"))));

        var friday = LocalDate.of(2026, 3, 6);
        var applied = (Applied) file.correct(APPLICANT, List.of(articles, certificate), friday, CALENDAR, NOON);
        assertThat(applied.next().materials()).containsExactly(articles, certificate);
        assertThat(applied.next().state()).isEqualTo(new Submitted(friday, LocalDate.of(2026, 3, 13)));
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

        assertThat(file.deliver(ISSUER, DeliveryMethod.WINDOW, RecipientCheck.AGENT, null, NOON))
                .isEqualTo(new Declined(new NotFinished()));
        assertThat(file.deliver(ISSUER, DeliveryMethod.WINDOW, RecipientCheck.AGENT, FINISHED, NOON))
                .isInstanceOf(Applied.class);
    }

    @Test
    void whoTookPartDoesNotHandOut() {
        var file = aFile().in(new Accepted(acceptance())).build();

        for (var by : Set.of("window", "examiner-gaj", "approver-gaj")) {
            assertThat(file.deliver(
                            new Actor(by, Side.ISSUER, null, "XZSP"), DeliveryMethod.POST, null, FINISHED, NOON))
                    .isEqualTo(new Declined(new FourEyes()));
        }
    }
}
