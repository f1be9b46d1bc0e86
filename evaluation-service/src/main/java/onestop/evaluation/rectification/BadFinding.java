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
 */
public record BadFinding(
        Origin origin,
        UUID id,
        @Nullable String matter,
        String unit,
        Level level,
        @Nullable String text) {
    public BadFinding {
        if (origin == Origin.RATING) {
            throw new IllegalArgumentException("a rating is no finding");
        }
    }
}
