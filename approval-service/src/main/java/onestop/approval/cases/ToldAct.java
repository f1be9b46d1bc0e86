package onestop.approval.cases;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an officer of a partner department did in the system of that department. The same rules hold for him as for one at a desk here.
 *
 * @param text the opinion of a step, the grounds of a decision or an end, the reason of a return, the legal ground of a suspension
 * @param remedies against a refusal; the usual ones where none are named
 * @param to the step that a case is sent back to
 * @param suspension why the clocks stop
 * @param expectedWorkingDays how long they are expected to
 * @param visitedOn day of a verification on site, and {@code place} where it was; its findings are the {@code text}
 */
public record ToldAct(
        String caseNumber,
        String unit,
        String officer,
        Kind kind,
        @Nullable String text,
        @Nullable String remedies,
        @Nullable CaseStep to,
        @Nullable String suspension,
        @Nullable Integer expectedWorkingDays,
        @Nullable LocalDate visitedOn,
        @Nullable String place) {

    /** The acts that a partner system may tell. */
    public enum Kind {
        RECORD_VISIT,
        SIGN_VISIT,
        EXAMINE,
        REVIEW,
        SEND_BACK,
        GRANT,
        REFUSE,
        SUSPEND,
        RESUME
    }
}
