package onestop.evaluation.rectification;

import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;

/**
 * How whoever rated under a name, or left a contact with an open feedback, is called back.
 *
 * @param source the system to ask, when the way is {@link Way#SOURCE}; null otherwise
 * @param sourceNumber by which that system knows the rating or the feedback
 */
record ReachedBy(Way way, @Nullable Source source, @Nullable String sourceNumber) {
    enum Way {
        /** By what the rater left, which the supervisor reads in the rating; of a feedback, by opening its contact. */
        CONTACT,
        /** The enterprise of the file is known by its number. */
        ENTERPRISE,
        /** Only the system that collected it knows who it was. */
        SOURCE
    }
}
