package onestop.workingdays;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time during which the clock stands still: the days after {@code startExclusive} up to and including {@code endInclusive}.
 *
 * @param startExclusive the day the pause was ordered; it still counts
 * @param endInclusive the day the pause was lifted, which no longer counts; null while nobody has lifted it
 * @param kind what the pause is for, in the caller's words
 * @param legalGround what allows it
 */
public record Pause(LocalDate startExclusive, @Nullable LocalDate endInclusive, String kind, String legalGround) {

    public Pause {
        if (endInclusive != null && endInclusive.isBefore(startExclusive)) {
            throw new IllegalArgumentException(
                    "a pause from %s cannot end before it, on %s".formatted(startExclusive, endInclusive));
        }
    }

    public boolean contains(LocalDate date) {
        return date.isAfter(startExclusive) && (endInclusive == null || !date.isAfter(endInclusive));
    }
}
