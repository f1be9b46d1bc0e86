package onestop.evaluation.rectification;

import java.util.List;
import java.util.UUID;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/**
 * What an order is about: the rating's words, the service and the unit, but not who rated.
 *
 * @param service kind of the service
 * @param matter what the service was about, by its code in the catalogue
 * @param anonymous whether the rater withheld the name; then the unit does not learn the receipt number either
 */
public record BadRating(
        UUID ratingId,
        String receiptNumber,
        String service,
        String matter,
        String unit,
        Level level,
        List<String> labels,
        @Nullable String text,
        boolean anonymous) {

    public BadRating {
        if (!level.bad()) {
            throw new IllegalArgumentException("only a bad rating is rectified, not " + level);
        }
        labels = List.copyOf(labels);
    }
}
