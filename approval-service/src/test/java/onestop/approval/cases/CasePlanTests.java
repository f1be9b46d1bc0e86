package onestop.approval.cases;

import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.FileExamples.caseNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.approval.cases.AcceptedFile.Part;
import onestop.approval.cases.CasePlan.Planned;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.Waiting;
import org.junit.jupiter.api.Test;

class CasePlanTests {
    @Test
    void theFirstStageStartsAtOnceEachInItsFirstStep() {
        var plan =
                plan(aFile().immediate("A", "XZSP", 0).promised("B", "SWJ", 0).build());

        assertThat(state(plan, "A")).isEqualTo(new ToDecide(null));
        assertThat(state(plan, "B")).isEqualTo(new ToExamine());
    }

    @Test
    void theFileTakesAsLongAsItsLongestChain() {
        var file = aFile().item("A", "XZSP", CaseType.PROMISED, 2, 20, 0)
                .item("B", "SCJG", CaseType.PROMISED, 9, 20, 0)
                .item("C", "SWJ", CaseType.PROMISED, 5, 20, 1, "A")
                .item("D", "YBJ", CaseType.PROMISED, 4, 20, 2, "C")
                .item("E", "RSJ", CaseType.IMMEDIATE, 0, 6, 2, "C")
                .build();

        var path = CriticalPath.of(CasePlan.of(file));

        assertThat(path.workingDays()).isEqualTo(11);
        assertThat(path.chain().stream().map(CriticalPath.Link::itemCode)).containsExactly("A", "C", "D");
    }

    @Test
    void aFileThatFollowsItsStagesWaitsForTheSlowestOfEach() {
        var file = aFile().item("A", "XZSP", CaseType.PROMISED, 2, 20, 0)
                .item("B", "SCJG", CaseType.PROMISED, 9, 20, 0)
                .item("C", "SWJ", CaseType.PROMISED, 5, 20, 1)
                .build();

        var path = CriticalPath.of(CasePlan.of(file));

        assertThat(path.workingDays()).isEqualTo(14);
        assertThat(path.chain().stream().map(CriticalPath.Link::itemCode)).containsExactly("B", "C");
    }

    @Test
    void theLawEndsAFileAfterFortyFiveWorkingDays() {
        var file = aFile().item("A", "XZSP", CaseType.PROMISED, 30, 60, 0)
                .item("B", "SCJG", CaseType.PROMISED, 30, 60, 1, "A")
                .build();

        var path = CriticalPath.of(CasePlan.of(file));

        assertThat(path.workingDays()).isEqualTo(45);
        assertThat(path.chain()).hasSize(2);
    }

    @Test
    void aLaterStageNeedsWhatItNamesForTheSameSubject() {
        var file = aFile().promised("A", "XZSP", 0)
                .promised("B", "SCJG", 0)
                .promised("C", "SWJ", 1, "A")
                .build();

        assertThat(state(plan(file), "C"))
                .isEqualTo(new Waiting(Set.of(caseNumber(file.receiptNumber(), "A", PARENT)), Set.of()));
    }

    @Test
    void aBranchNeedsTheParentsCaseWhereItHasNoneOfItsOwn() {
        var file = aFile().promised("QY-BG-MC", "XZSP", 0)
                .promised("FZ-BG", "XZSP", 1, "QY-BG-MC")
                .branches(3)
                .parentFirst()
                .build();

        assertThat(CasePlan.of(file).stream()
                        .filter(one -> one.item().stage() == 1)
                        .map(Planned::state))
                .hasSize(3)
                .containsOnly(new Waiting(Set.of(caseNumber(file.receiptNumber(), "QY-BG-MC", PARENT)), Set.of()));
    }

    @Test
    void aLaterStageThatNamesNoNeedFollowsTheEarlierOnes() {
        var file = aFile().promised("A", "XZSP", 0)
                .promised("B", "SCJG", 1)
                .promised("C", "SWJ", 2)
                .build();
        var a = caseNumber(file.receiptNumber(), "A", PARENT);
        var b = caseNumber(file.receiptNumber(), "B", PARENT);

        assertThat(state(plan(file), "B")).isEqualTo(new Waiting(Set.of(), Set.of(a)));
        assertThat(state(plan(file), "C")).isEqualTo(new Waiting(Set.of(), Set.of(a, b)));
    }

    @Test
    void aNeedThatIsNotPartOfTheFileIsNoNeed() {
        var plan = plan(aFile().promised("C", "SWJ", 1, "A").build());

        assertThat(state(plan, "C")).isEqualTo(new ToExamine());
    }

    @Test
    void theUnitOfTheFirstItemLeads() {
        var file = aFile().promised("C", "SWJ", 1, "A")
                .promised("A", "XZSP", 0)
                .promised("B", "SCJG", 0)
                .build();

        assertThat(CasePlan.leadUnit(file)).isEqualTo("XZSP");
        assertThat(CasePlan.units(file)).containsExactly("SCJG", "SWJ", "XZSP");
    }

    @Test
    void aFileThatContradictsItselfIsNoFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aFile().only(_ -> List.of(new Part("C1", "NO-ITEM", PARENT)))
                        .build())
                .withMessageContaining("names no item");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aFile().only(_ -> List.of(new Part("C1", "SW-BG", "NOBODY")))
                        .build())
                .withMessageContaining("names no subject");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aFile().subjects(PARENT, "B")
                        .only(_ -> List.of(new Part("C1", "SW-BG", PARENT), new Part("C1", "SW-BG", "B")))
                        .build())
                .withMessageContaining("named twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aFile().only(_ -> List.of()).build())
                .withMessageContaining("no case");
    }

    private static CaseState state(Map<String, Planned> plan, String itemCode) {
        return Objects.requireNonNull(plan.get(itemCode)).state();
    }

    private static Map<String, Planned> plan(AcceptedFile file) {
        return CasePlan.of(file).stream()
                .collect(Collectors.toMap(one -> one.item().code(), Function.identity()));
    }
}
