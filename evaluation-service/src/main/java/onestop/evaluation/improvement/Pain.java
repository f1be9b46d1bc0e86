package onestop.evaluation.improvement;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, with which item, at which step.
 *
 * @param label national code of the label, for {@link Kind#LABEL} alone
 * @param item an item or a package by its code in the catalogue
 * @param step kind of the service; null for what belongs to no step
 */
record Pain(
        Kind kind,
        @Nullable String label,
        String item,
        @Nullable String step) {

    /** What is counted, and among what. */
    enum Kind {
        /** Bad ratings with the label, among the ratings of the item. */
        LABEL,
        /** Bad ratings, among the ratings of the item. */
        BAD_RATING,
        /** Bad open feedback, among the feedback about the item. */
        BAD_FEEDBACK,
        /** Bad findings, among the findings about the item. */
        BAD_FINDING,
        /** Files that had to be corrected, among the files accepted. */
        CORRECTION,
        /** Files with a case finished after its promised day, among the files finished. */
        DELAY
    }
}
