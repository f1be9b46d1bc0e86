package onestop.approval.cases;

import java.time.Instant;
import java.util.Map;
import onestop.approval.cases.Transition.Applied;
import org.jspecify.annotations.Nullable;

/**
 * One act on a case, as its history has it.
 *
 * @param caseVersion the case's version after the act: with the case number it names the act
 * @param subjectUsci whom the item concerns
 * @param name the act's name in the history, such as {@code GRANTED}
 * @param actor staff id, or {@code system}
 * @param step the step that is due after the act; null while the case waits and after its end
 * @param opinionsOpen whether units that were asked in this case have not answered
 * @param details what a later reader has to know; staff ids and codes, nothing personal of applicants
 */
public record Act(
        String caseNumber,
        long caseVersion,
        String receiptNumber,
        String itemCode,
        String unit,
        String subjectUsci,
        String name,
        String actor,
        Instant at,
        @Nullable DueStep step,
        boolean opinionsOpen,
        Map<String, Object> details) {

    static Act of(Applied applied, Instant at) {
        var next = applied.next();
        return of(
                next.facts(),
                next.version(),
                CaseActs.name(applied.event()),
                applied.by(),
                at,
                DueStep.of(next),
                next.proceedings().opinionsOpen(),
                CaseActs.details(applied));
    }

    /** A case that is opened with its file. */
    static Act opened(CaseFacts facts, Instant at) {
        return of(
                facts,
                1,
                CaseActs.name(new CaseEvent.Opened()),
                ApprovalCase.SYSTEM,
                at,
                DueStep.first(facts),
                false,
                Map.of());
    }

    private static Act of(
            CaseFacts facts,
            long version,
            String name,
            String actor,
            Instant at,
            @Nullable DueStep step,
            boolean opinionsOpen,
            Map<String, Object> details) {
        return new Act(
                facts.caseNumber(),
                version,
                facts.receiptNumber(),
                facts.itemCode(),
                facts.unit(),
                facts.subjectUsci(),
                name,
                actor,
                at,
                step,
                opinionsOpen,
                details);
    }
}
