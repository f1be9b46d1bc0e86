package onestop.approval.cases;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a case.
 *
 * @param acceptedBy the clerk who accepted the application, who takes no part in its approval; null when acceptance was deemed
 * @param steps how many of the steps it takes, the last ones: 1 the decision, 2 with the examination before it, 3 with the review between
 * @param handledTogether whether its file is a package or a batch, which the law lets take longer
 * @param involvedUnits every unit with a case in the file, and the accepting one
 * @param conflicted officers with a conflict of interest in the case or with an enterprise that it concerns
 * @param onSiteVerification whether nothing is decided before two officers were on site (行政许可法 art. 34)
 */
record CaseFacts(
        String caseNumber,
        String receiptNumber,
        String itemCode,
        String unit,
        CaseType type,
        String subjectUsci,
        String resultNameZh,
        int steps,
        boolean handledTogether,
        int stage,
        int promisedDays,
        int statutoryDays,
        LocalDate countsFrom,
        @Nullable String acceptedBy,
        Set<String> involvedUnits,
        Set<Officer> conflicted,
        boolean onSiteVerification) {

    CaseFacts {
        involvedUnits = Set.copyOf(involvedUnits);
        conflicted = Set.copyOf(conflicted);
    }
}
