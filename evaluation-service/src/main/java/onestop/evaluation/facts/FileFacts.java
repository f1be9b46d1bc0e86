package onestop.evaluation.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file.
 *
 * @param inPerson whether it was handed in at a window, a terminal or a vehicle; null while it is not known
 * @param visitsPromised how often the applicant was to come, as the guides say; null where they do not, or while it is not known
 * @param correctionRounds how many notices of correction the hall gave
 * @param caseNotices how many more departments gave within cases
 * @param supplies how often something was handed in later for which no department had asked within a case
 * @param sameAgain whether the same material was handed in later more than once, or asked for by several departments' notices
 */
record FileFacts(
        @Nullable Boolean inPerson,
        @Nullable Integer visitsPromised,
        int correctionRounds,
        int caseNotices,
        int supplies,
        boolean sameAgain,
        List<CaseFacts> cases) {

    /**
     * One case of the file.
     *
     * @param onTimePromised and {@code onTimeStatutory}: null while the case is not decided
     * @param standsSince the day on which both clocks stopped: the case is suspended, or ended without a decision; null while
     *     they run
     */
    record CaseFacts(
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable Boolean onTimePromised,
            @Nullable Boolean onTimeStatutory,
            @Nullable LocalDate standsSince) {

        /** Whether the day had passed when the clocks stopped, or has if they run. */
        boolean passed(LocalDate dueOn, LocalDate today) {
            return (standsSince == null ? today : standsSince).isAfter(dueOn);
        }
    }

    /** The check of a label's claim on a day; empty for a label that claims nothing that files could tell. */
    Optional<FactCheck> check(String label, LocalDate today) {
        return switch (label) {
            case "209" -> Optional.of(late(CaseFacts::onTimePromised, CaseFacts::promisedDueOn, today));
            case "110" -> Optional.of(late(CaseFacts::onTimeStatutory, CaseFacts::statutoryDueOn, today));
            case "210" -> Optional.of(askedAgain());
            case "114" -> Optional.of(moreVisits());
            case "307" -> Optional.of(toldOnce());
            // a notice of correction is a list
            case "208" -> Optional.of(notices() > 0 ? FactCheck.REFUTED : FactCheck.UNKNOWN);
            default -> Optional.empty();
        };
    }

    private FactCheck late(
            Function<CaseFacts, @Nullable Boolean> onTime,
            Function<CaseFacts, @Nullable LocalDate> dueOn,
            LocalDate today) {
        boolean open = cases.isEmpty();
        for (var one : cases) {
            var decided = onTime.apply(one);
            var due = dueOn.apply(one);
            if (Boolean.FALSE.equals(decided) || decided == null && due != null && one.passed(due, today)) {
                return FactCheck.CONFIRMED;
            }
            open |= decided == null;
        }
        return open ? FactCheck.UNKNOWN : FactCheck.REFUTED;
    }

    private FactCheck askedAgain() {
        if (sameAgain) {
            return FactCheck.CONFIRMED;
        }
        // what the hall's notices asked for is not told; and what a department asked for may be the same once more
        return inPerson == null || notices() > 0 ? FactCheck.UNKNOWN : FactCheck.REFUTED;
    }

    private int notices() {
        return correctionRounds + caseNotices;
    }

    /**
     * Fetching the result is no visit here: it is sent on request. Whoever hands in at a window what could be handed in online has come
     * once; whether they had to nobody knows. How a department's notice was answered is not told.
     */
    private FactCheck moreVisits() {
        if (inPerson == null || visitsPromised == null) {
            return FactCheck.UNKNOWN;
        }
        int first = inPerson ? 1 : 0;
        if (inPerson && first + correctionRounds > Math.max(1, visitsPromised)) {
            return FactCheck.CONFIRMED;
        }
        return first + notices() + supplies <= visitsPromised ? FactCheck.REFUTED : FactCheck.UNKNOWN;
    }

    private FactCheck toldOnce() {
        return switch (notices()) {
            case 0 -> FactCheck.UNKNOWN;
            case 1 -> FactCheck.CONFIRMED;
            default -> FactCheck.REFUTED;
        };
    }
}
