package onestop.approval.cases;

import java.time.LocalDate;
import java.util.List;
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
 * @param beside what only acts beside the steps have
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
        @Nullable String place,
        Beside beside) {

    /**
     * What acts beside the steps tell, each with its reason, question, opinion or record as the {@code text}.
     *
     * @param ending how a case ends without a decision: the name of an {@link EndKind}
     * @param rank who approved an extension: the name of an {@link ExtensionRank}
     * @param approval number of the approval, when the head of the government gave it
     * @param workingDays by which both limits grow, or within which opinions are asked
     * @param on when a hearing was asked for, is to be held, or was held
     * @param chair who leads the hearing
     * @param units which are asked to countersign, and {@code rule} how many have to agree
     * @param agreementPercent with the rule RATIO only
     * @param request number of the request for opinions in the case
     * @param agrees the opinion of the unit that was asked
     * @param defects what has to be corrected, with a suspension for a correction only
     * @param supervisorReason why a further correction names what an earlier notice could have; the officer is who answers for it
     * @param light number of the light that is answered
     */
    public record Beside(
            @Nullable String ending,
            @Nullable String rank,
            @Nullable String approval,
            @Nullable Integer workingDays,
            @Nullable LocalDate on,
            @Nullable String chair,
            List<String> units,
            @Nullable String rule,
            @Nullable Integer agreementPercent,
            @Nullable Integer request,
            @Nullable Boolean agrees,
            List<ToldDefect> defects,
            @Nullable String supervisorReason,
            @Nullable String light) {
        /** Of acts that are steps. */
        public static final Beside NOTHING = new Beside(
                null, null, null, null, null, null, List.of(), null, null, null, null, List.of(), null, null);

        public Beside {
            units = List.copyOf(units);
            defects = List.copyOf(defects);
        }
    }

    /** @param fault the name of a {@link Defect.Fault} */
    public record ToldDefect(String material, String fault, String text) {}

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
        REPEAT_CORRECTION,
        RESUME,
        END,
        EXTEND,
        ASK_HEARING,
        PLAN_HEARING,
        HOLD_HEARING,
        WAIVE_HEARING,
        ASK_OPINIONS,
        WITHDRAW_REQUEST,
        GIVE_OPINION,
        /** The one act on a light, not on its case. */
        ANSWER_LIGHT
    }
}
