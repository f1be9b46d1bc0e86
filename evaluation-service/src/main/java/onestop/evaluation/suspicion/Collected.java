package onestop.evaluation.suspicion;

import java.time.Instant;
import java.util.List;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;

/**
 * A rating that another system has collected: nobody tells from which device, nor who read what.
 *
 * @param servedAt when it was rated where nobody tells when the service was
 */
public record Collected(
        String unit,
        Level level,
        List<String> labels,
        @Nullable String text,
        Instant servedAt,
        Instant ratedAt) {

    boolean inWords() {
        return Given.inWords(labels, text);
    }

    String said() {
        return Given.said(unit, level, labels, text);
    }
}
