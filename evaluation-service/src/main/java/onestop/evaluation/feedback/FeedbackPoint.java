package onestop.evaluation.feedback;

import java.time.Instant;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Target;
import org.jspecify.annotations.Nullable;

/**
 * A poster with a square code.
 *
 * @param unit who answers for what the poster is about
 * @param town the first nine digits of the place's code; null in the county's hall, and where nobody has told
 * @param nameZh what is printed on it; an officer's number, never a name
 * @param removedAt when it was taken down; nothing is taken in by its code from then on
 */
record FeedbackPoint(
        String code,
        Target target,
        String targetCode,
        String unit,
        @Nullable String town,
        @Nullable RegionLevel regionLevel,
        String nameZh,
        String nameEn,
        Instant placedAt,
        @Nullable Instant removedAt) {}
