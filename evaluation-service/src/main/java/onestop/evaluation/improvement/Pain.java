package onestop.evaluation.improvement;

import java.util.Arrays;
import java.util.List;
import onestop.evaluation.invitations.ServiceKind;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, with which item, at which step.
 *
 * @param label national code of the label, for {@link Kind#LABEL} alone
 * @param item an item or a package by its code in the catalogue
 * @param step kind of the service, or step of the case; null for what belongs to no step
 */
record Pain(
        Kind kind,
        @Nullable String label,
        String item,
        @Nullable String step) {

    private static final String[] SERVICES =
            Arrays.stream(ServiceKind.values()).map(Enum::name).toArray(String[]::new);

    /** What is counted, among what, and at which steps; at none where it belongs to no step. */
    enum Kind {
        /** Bad ratings with the label, among the ratings of the item. */
        LABEL(SERVICES),
        /** Bad ratings, among the ratings of the item. */
        BAD_RATING(SERVICES),
        /** Bad open feedback, among the feedback about the item. */
        BAD_FEEDBACK,
        /** Bad findings, among the findings about the item. */
        BAD_FINDING,
        /**
         * Files that had to be corrected, among those accepted, refused or taken back: at the step ACCEPTANCE what the hall
         * asked for, at EXAMINATION what a department asked for within a case.
         */
        CORRECTION("ACCEPTANCE", "EXAMINATION"),
        /**
         * Cases decided after their promised day, among the cases decided of the item, or of the package; the step is the one
         * in which they lay longest: EXAMINATION, REVIEW or DECISION, and COMPLETION where the steps were not told.
         */
        DELAY("EXAMINATION", "REVIEW", "DECISION", "COMPLETION"),
        /** Enterprises that could not get it done (办不成事), among them and the files accepted. */
        BLOCKED_MATTER,
        /** Windows that said no, among them and the files accepted. */
        NEGATIVE_ANSWER;

        private final List<String> steps;

        Kind(String... steps) {
            this.steps = List.of(steps);
        }

        List<String> steps() {
            return steps;
        }
    }
}
