package onestop.approval.cases;

import static onestop.approval.cases.CaseExamples.aCase;
import static onestop.approval.cases.CaseExamples.noon;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.Waiting;
import org.junit.jupiter.api.Test;

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

    private static ApprovalCase waiting(String number, String... needs) {
        return aCase().named(number, new Waiting(Set.of(needs), Set.of()));
    }

    private static List<CaseState> states(List<ApprovalCase> cases) {
        return cases.stream().map(ApprovalCase::state).toList();
    }
}
