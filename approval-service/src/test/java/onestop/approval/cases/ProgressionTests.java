package onestop.approval.cases;

import static onestop.approval.cases.CaseExamples.aCase;
import static onestop.approval.cases.CaseExamples.noon;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.Transition.Applied;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressionTests {
    @Test
    void aCaseStartsWhenTheLastItNeedsIsGranted() {
        var waiting = List.of(waiting("C", "A", "B"));

        var first = Progression.after(Map.of("A", true), waiting, noon());
        var second = Progression.after(Map.of("B", true), first.stillWaiting(), noon());

        assertThat(first.moved()).isEmpty();
        assertThat(states(first.stillWaiting())).containsExactly(new Waiting(Set.of("B"), Set.of()));
        assertThat(second.moved()).singleElement().satisfies(started -> {
            assertThat(started.next().state()).isEqualTo(new ToExamine());
            assertThat(started.event()).isEqualTo(new CaseEvent.Opened());
            assertThat(started.by()).isEqualTo("system");
        });
    }

    @Test
    void bothNeedsGrantedAtOnceStartTheCaseOnce() {
        var both = Progression.after(Map.of("A", true, "B", true), List.of(waiting("C", "A", "B")), noon());

        assertThat(both.moved()).hasSize(1);
        assertThat(both.stillWaiting()).isEmpty();
    }

    @Test
    void aRefusalEndsAllThatDependOnItHoweverFarAndNothingElse() {
        var waiting = List.of(waiting("B", "A"), waiting("C", "B"), waiting("D", "C", "X"), waiting("E", "X"));

        var after = Progression.after(Map.of("A", false), waiting, noon());

        assertThat(after.moved())
                .extracting(one -> one.next().facts().caseNumber())
                .containsExactly("B", "C", "D");
        assertThat(after.moved())
                .extracting(one -> ((NotStarted) one.next().state()).because())
                .containsExactly("A", "B", "C");
        assertThat(after.stillWaiting()).isEmpty();
    }

    @Test
    void whatOnlyFollowsStartsHoweverTheEarlierOnesEnd() {
        var follows = aCase().named("C", new Waiting(Set.of(), Set.of("A", "B")));

        var first = Progression.after(Map.of("A", false), List.of(follows), noon());
        var second = Progression.after(Map.of("B", true), first.stillWaiting(), noon());

        assertThat(first.moved()).isEmpty();
        assertThat(second.moved()).hasSize(1);
    }

    @Test
    void whatFollowsACaseThatIsNotStartedGoesOnInTheSameBreath() {
        var dependant = waiting("B", "A");
        var follows = aCase().named("C", new Waiting(Set.of(), Set.of("B")));

        var after = Progression.after(Map.of("A", false), List.of(dependant, follows), noon());

        assertThat(after.moved())
                .extracting(one -> (Object) one.next().state().getClass())
                .containsExactly(NotStarted.class, ToExamine.class);
    }

    @Test
    void whatEndedForWantOfAReopenedCaseWaitsAgainHoweverFar() {
        var back = again(
                List.of(unstarted("B", "A"), unstarted("C", "B"), unstarted("D", "C", "G", "O")),
                standing("A", "EXAMINATION"),
                standing("G", "GRANTED"),
                standing("O", "SUSPENDED"));

        assertThat(back)
                .extracting(one -> one.next().state())
                .containsExactly(
                        new Waiting(Set.of("A"), Set.of()),
                        new Waiting(Set.of("B"), Set.of()),
                        new Waiting(Set.of("C", "O"), Set.of()));
        assertThat(back)
                .extracting(Applied::event)
                .containsExactly(
                        new CaseEvent.WaitsAgain("A"), new CaseEvent.WaitsAgain("B"), new CaseEvent.WaitsAgain("C"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSED", "TERMINATED", "LAPSED", "FORWARDED", "WITHDRAWN", "NOT_STARTED"})
    void whatLacksSomethingElseStaysEndedWithItsDependants(String closed) {
        assertThat(again(
                        List.of(unstarted("B", "A", "X"), unstarted("C", "B")),
                        standing("A", "EXAMINATION"),
                        standing("X", closed)))
                .isEmpty();
    }

    @Test
    void whatDoesNotNeedAReopenedCaseStaysEnded() {
        assertThat(again(List.of(unstarted("B", "X")), standing("A", "EXAMINATION"), standing("X", "DECISION")))
                .isEmpty();
    }

    private record Unstarted(ApprovalCase found, Progression.Standing standing) {}

    private static Unstarted unstarted(String number, String... needs) {
        return new Unstarted(
                aCase().named(number, new NotStarted("?", noon().at())),
                new Progression.Standing(number, "NOT_STARTED", Set.of(needs)));
    }

    private static Progression.Standing standing(String number, String status) {
        return new Progression.Standing(number, status, Set.of());
    }

    /** A is reopened. */
    private static List<Applied> again(List<Unstarted> unstarted, Progression.Standing... others) {
        var file = new ArrayList<>(List.of(others));
        unstarted.forEach(one -> file.add(one.standing()));
        return Progression.again(
                List.of("A"), unstarted.stream().map(Unstarted::found).toList(), file);
    }

    private static ApprovalCase waiting(String number, String... needs) {
        return aCase().named(number, new Waiting(Set.of(needs), Set.of()));
    }

    private static List<CaseState> states(List<ApprovalCase> cases) {
        return cases.stream().map(ApprovalCase::state).toList();
    }
}
