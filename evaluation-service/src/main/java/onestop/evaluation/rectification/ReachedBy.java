package onestop.evaluation.rectification;

import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;

/**
 * How whoever rated under a name, or left a contact with an open feedback, is called back.
 *
 * @param source the system to ask, when the way is {@link Way#SOURCE}; it knows the rating by the order's receipt number
 */
record ReachedBy(Way way, @Nullable Source source) {
    enum Way {
        /** By what the rater left, which the supervisor reads in the rating; of a feedback, by opening its contact. */
        CONTACT,
        /** The enterprise of the file is known by its number. */
        ENTERPRISE,
        /** Only the system that collected the rating knows who it was. */
        SOURCE
    }
}
