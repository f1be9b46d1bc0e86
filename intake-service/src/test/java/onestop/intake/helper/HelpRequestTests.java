package onestop.intake.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import onestop.intake.enterprise.Standing;
import onestop.intake.helper.HelpRequest.Act;
import onestop.intake.helper.HelpRequest.Actor;
import onestop.intake.helper.HelpRequest.Content;
import onestop.intake.helper.HelpRequest.Note;
import onestop.intake.helper.HelpRequest.Rejection;
import onestop.intake.helper.HelpRequest.Side;
import onestop.intake.helper.HelpRequest.Transition;
import onestop.intake.helper.HelpRequest.Transition.Applied;
import onestop.intake.helper.HelpRequest.Transition.Declined;
import onestop.intake.helper.HelpState.Accepted;
import onestop.intake.helper.HelpState.Archived;
import onestop.intake.helper.HelpState.Delivered;
import onestop.intake.helper.HelpState.Ended;
import onestop.intake.helper.HelpState.Entrusted;
import onestop.intake.helper.HelpState.FollowedUp;
import onestop.intake.helper.HelpState.HandedBack;
import onestop.intake.helper.HelpState.Handled;
import onestop.intake.helper.HelpState.Reported;
import onestop.intake.helper.HelpState.Suspended;
import onestop.intake.helper.HelpState.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HelpRequestTests {
    private static final Instant BEFORE = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final Actor ENTERPRISE = new Actor("applicant", Side.APPLICANT);
    private static final Actor LI = new Actor("li", Side.HELPER);
    private static final Actor CLERK = new Actor("window", Side.WINDOW);
    private static final UUID POWER = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final Standing IN_FORCE = new Standing.Agent(POWER);

    private static final Map<HelpStatus, HelpState> STATES = states();

    private static Map<HelpStatus, HelpState> states() {
        var states = new LinkedHashMap<HelpStatus, HelpState>();
        for (HelpState state : List.of(
                new Waiting(),
                new Entrusted("li"),
                new Accepted("li"),
                new Handled("li"),
                new Suspended(new Accepted("li"), "等待"),
                new Delivered("li"),
                new Archived("li"),
                new Reported("li"),
                new FollowedUp("li", true),
                new HandedBack("li", "自行办理"),
                new Ended("li", "取消"))) {
            states.put(HelpStatus.of(state), state);
        }
        return states;
    }

    private static final Map<Act, Function<HelpRequest, Transition>> COMMANDS = commands();

    private static Map<Act, Function<HelpRequest, Transition>> commands() {
        var commands = new LinkedHashMap<Act, Function<HelpRequest, Transition>>();
        commands.put(Act.ASSIGNED, request -> request.assign("wang", CLERK, NOW));
        commands.put(Act.ACCEPTED, request -> request.accept(LI, IN_FORCE, Note.NONE, NOW));
        commands.put(Act.HANDLED, request -> request.handle(LI, IN_FORCE, Note.NONE, NOW));
        commands.put(Act.DELIVERED, request -> request.deliver(LI, IN_FORCE, Note.NONE, NOW));
        commands.put(Act.ARCHIVED, request -> request.archive(LI, Note.NONE, NOW));
        commands.put(Act.REPORTED, request -> request.report(LI, Note.NONE, NOW));
        commands.put(Act.FOLLOWED_UP, request -> request.followUp(CLERK, true, Note.NONE, NOW));
        commands.put(Act.SUSPENDED, request -> request.suspend(LI, "等待", NOW));
        commands.put(Act.RESUMED, request -> request.resume(LI, IN_FORCE, Note.NONE, NOW));
        commands.put(Act.HANDED_OVER, request -> request.handOver(LI, "wang", IN_FORCE, "休假", NOW));
        commands.put(Act.HANDED_BACK, request -> request.handBack(LI, "自行办理", NOW));
        commands.put(Act.ENDED, request -> request.end(ENTERPRISE, "取消", NOW));
        return commands;
    }

    /** The transition table: which acts are possible, and where each leads. */
    private static final Map<HelpStatus, Map<Act, HelpStatus>> TABLE = Map.of(
            HelpStatus.WAITING, Map.of(Act.ASSIGNED, HelpStatus.ENTRUSTED, Act.ENDED, HelpStatus.ENDED),
            HelpStatus.ENTRUSTED,
                    Map.of(
                            Act.ACCEPTED, HelpStatus.ACCEPTED,
                            Act.HANDED_OVER, HelpStatus.ENTRUSTED,
                            Act.HANDED_BACK, HelpStatus.HANDED_BACK,
                            Act.ENDED, HelpStatus.ENDED),
            HelpStatus.ACCEPTED,
                    Map.of(
                            Act.HANDLED, HelpStatus.HANDLED,
                            Act.SUSPENDED, HelpStatus.SUSPENDED,
                            Act.HANDED_OVER, HelpStatus.ACCEPTED,
                            Act.HANDED_BACK, HelpStatus.HANDED_BACK,
                            Act.ENDED, HelpStatus.ENDED),
            HelpStatus.HANDLED,
                    Map.of(
                            Act.HANDLED, HelpStatus.HANDLED,
                            Act.DELIVERED, HelpStatus.DELIVERED,
                            Act.SUSPENDED, HelpStatus.SUSPENDED,
                            Act.HANDED_OVER, HelpStatus.HANDLED,
                            Act.HANDED_BACK, HelpStatus.HANDED_BACK,
                            Act.ENDED, HelpStatus.ENDED),
            HelpStatus.SUSPENDED,
                    Map.of(
                            Act.RESUMED, HelpStatus.ACCEPTED,
                            Act.HANDED_OVER, HelpStatus.SUSPENDED,
                            Act.HANDED_BACK, HelpStatus.HANDED_BACK,
                            Act.ENDED, HelpStatus.ENDED),
            HelpStatus.DELIVERED, Map.of(Act.ARCHIVED, HelpStatus.ARCHIVED),
            HelpStatus.ARCHIVED, Map.of(Act.REPORTED, HelpStatus.REPORTED),
            HelpStatus.REPORTED, Map.of(Act.FOLLOWED_UP, HelpStatus.FOLLOWED_UP));

    static Stream<Arguments> everyStateAgainstEveryCommand() {
        return STATES.keySet().stream()
                .flatMap(status -> COMMANDS.keySet().stream().map(act -> arguments(status, act)));
    }

    private static HelpRequest request(HelpMode mode, HelpState state) {
        return new HelpRequest(
                "DB26030200001",
                new Content(
                        mode,
                        "91371327MA3DEM0A2G",
                        "371327001000",
                        List.of("QY-BG-MC"),
                        null,
                        "变更",
                        ENTERPRISE,
                        BEFORE),
                state,
                BEFORE,
                mode == HelpMode.ACT_FOR ? POWER : null,
                7);
    }

    @ParameterizedTest
    @MethodSource("everyStateAgainstEveryCommand")
    void theTableHolds(HelpStatus status, Act act) {
        var request = request(HelpMode.ASSIST, Objects.requireNonNull(STATES.get(status)));
        var expected = TABLE.getOrDefault(status, Map.of()).get(act);

        var transition = Objects.requireNonNull(COMMANDS.get(act)).apply(request);

        if (expected == null) {
            assertThat(transition)
                    .isEqualTo(new Declined(
                            HelpStatus.OVER.contains(status)
                                    ? new Rejection.AlreadyOver(status, BEFORE)
                                    : new Rejection.OutOfOrder(act, status)));
        } else {
            assertThat(transition).isInstanceOfSatisfying(Applied.class, applied -> {
                assertThat(HelpStatus.of(applied.next().state())).isEqualTo(expected);
                assertThat(applied.next().version()).isEqualTo(8);
                assertThat(applied.next().since()).isEqualTo(NOW);
                assertThat(applied.entry().act()).isEqualTo(act);
                assertThat(applied.entry().at()).isEqualTo(NOW);
            });
        }
    }

    @Test
    void theTableCoversEveryStateAndEveryAct() {
        assertThat(STATES.keySet()).containsExactlyInAnyOrder(HelpStatus.values());
        assertThat(COMMANDS.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Act.values())
                        .filter(act -> act != Act.REQUESTED)
                        .toList());
    }

    @Test
    void eachStepLeavesItsForms() {
        assertThat(forms(Act.ACCEPTED, HelpMode.ASSIST, new Entrusted("li"))).containsExactly(HelpForm.ACCEPTANCE_SLIP);
        assertThat(forms(Act.ACCEPTED, HelpMode.ACT_FOR, new Entrusted("li")))
                .containsExactly(HelpForm.MANDATE, HelpForm.ACCEPTANCE_SLIP);
        assertThat(forms(Act.SUSPENDED, HelpMode.ASSIST, new Handled("li"))).containsExactly(HelpForm.SUSPENSION_SLIP);
        var suspended = new Suspended(new Handled("li"), "等待");
        assertThat(forms(Act.RESUMED, HelpMode.ASSIST, suspended)).isEmpty();
        assertThat(forms(Act.RESUMED, HelpMode.ACT_FOR, suspended)).containsExactly(HelpForm.RENEWED_MANDATE);
        for (var act : Set.of(Act.DELIVERED, Act.HANDED_BACK, Act.ENDED)) {
            assertThat(forms(act, HelpMode.ASSIST, new Handled("li"))).containsExactly(HelpForm.COMPLETION_SLIP);
        }
    }

    private static List<HelpForm> forms(Act act, HelpMode mode, HelpState state) {
        return applied(Objects.requireNonNull(COMMANDS.get(act)).apply(request(mode, state)))
                .entry()
                .forms();
    }

    private static Applied applied(Transition transition) {
        assertThat(transition).isInstanceOf(Applied.class);
        return (Applied) transition;
    }

    static Stream<Standing.Refused> noPowers() {
        return Stream.of(
                new Standing.NoPower(),
                new Standing.Expired(LocalDate.of(2026, 3, 1)),
                new Standing.Revoked(BEFORE),
                new Standing.TooNarrow(List.of("QY-BG-MC"), List.of()));
    }

    @ParameterizedTest
    @MethodSource("noPowers")
    void actingForTheEnterpriseNeedsItsPowerAtEachStep(Standing.Refused none) {
        var declined = new Declined(new Rejection.NoPower(none));

        assertThat(request(HelpMode.ACT_FOR, new Entrusted("li")).accept(LI, none, Note.NONE, NOW))
                .isEqualTo(declined);
        assertThat(request(HelpMode.ACT_FOR, new Accepted("li")).handle(LI, none, Note.NONE, NOW))
                .isEqualTo(declined);
        assertThat(request(HelpMode.ACT_FOR, new Handled("li")).deliver(LI, none, Note.NONE, NOW))
                .isEqualTo(declined);
        assertThat(request(HelpMode.ACT_FOR, new Suspended(new Handled("li"), "等待"))
                        .resume(LI, none, Note.NONE, NOW))
                .isEqualTo(declined);
        assertThat(request(HelpMode.ACT_FOR, new Handled("li")).handOver(LI, "wang", none, "休假", NOW))
                .isEqualTo(declined);
        // Assisting does not; nor does what comes after the work.
        applied(request(HelpMode.ASSIST, new Handled("li")).deliver(LI, none, Note.NONE, NOW));
        applied(request(HelpMode.ACT_FOR, new Delivered("li")).archive(LI, Note.NONE, NOW));
    }

    @Test
    void beingStaffIsNoPower() {
        assertThat(request(HelpMode.ACT_FOR, new Entrusted("li")).accept(LI, new Standing.Helper(null), Note.NONE, NOW))
                .isEqualTo(new Declined(new Rejection.NoPower(new Standing.NoPower())));
    }

    @Test
    void anotherHelperGoesOnWhereTheFirstStopped() {
        var over = applied(
                request(HelpMode.ASSIST, new Handled("li")).handOver(LI, "wang", new Standing.Helper(null), "休假", NOW));
        assertThat(over.next().state()).isEqualTo(new Handled("wang"));
        assertThat(over.entry().note().text()).isEqualTo("休假");

        var suspended = applied(request(HelpMode.ACT_FOR, new Suspended(new Handled("li"), "等待"))
                .handOver(CLERK, "wang", new Standing.NoPower(), "休假", NOW));
        assertThat(suspended.next().state()).isEqualTo(new Suspended(new Handled("wang"), "等待"));

        assertThat(request(HelpMode.ASSIST, new Handled("li")).handOver(LI, "li", new Standing.Helper(null), "休假", NOW))
                .isEqualTo(new Declined(new Rejection.SameHelper("li")));
    }

    @Test
    void whatWasSuspendedGoesOnFromItsStep() {
        assertThat(applied(request(HelpMode.ASSIST, new Suspended(new Handled("li"), "等待"))
                                .resume(LI, IN_FORCE, Note.NONE, NOW))
                        .next()
                        .state())
                .isEqualTo(new Handled("li"));
    }
}
