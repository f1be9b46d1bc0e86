package onestop.evaluation.rectification;

import java.util.UUID;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/**
 * What somebody found bad who has no case: the writer of an open feedback or a reviewer. Nobody is named.
 *
 * @param origin not a rating: those come as {@link BadRating}
 * @param id the feedback or the finding; it opens one order at most
 * @param matter the item by its code in the catalogue, when one is concerned
 * @param reachable whether there is a contact: then the order is closed only after a call-back
 */
public record BadFinding(
        Origin origin,
        UUID id,
        @Nullable String matter,
        String unit,
        Level level,
        @Nullable String text,
        boolean reachable) {
    public BadFinding {
        if (origin == Origin.RATING) {
            throw new IllegalArgumentException("a rating is no finding");
        }
    }
}
