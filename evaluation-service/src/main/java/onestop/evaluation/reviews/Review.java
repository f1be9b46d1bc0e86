package onestop.evaluation.reviews;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer has filed.
 *
 * @param announced whether the unit knew of the visit (明查), or not (暗访)
 * @param level of the whole
 * @param photos how many photographs came with it
 */
record Review(
        UUID id,
        UUID appointmentId,
        String reviewer,
        Target target,
        String targetCode,
        String unit,
        boolean announced,
        LocalDate visitedOn,
        Level level,
        @Nullable String remark,
        Instant filedAt,
        List<Finding> findings,
        int photos) {

    /** How long after a visit it is filed at most, in days. */
    static final int FILED_WITHIN_DAYS = 30;

    static final int MOST_FINDINGS = 20;

    /** How long photographs may follow. */
    static final Duration PHOTOS_WITHIN = Duration.ofHours(1);

    boolean takesPhotosOf(String account, Instant at) {
        return reviewer.equals(account) && !at.isAfter(filedAt.plus(PHOTOS_WITHIN));
    }

    /**
     * One thing that was found.
     *
     * @param item by its code in the catalogue, when one is concerned
     * @param rectificationId the order of a bad one
     */
    record Finding(
            UUID id,
            int number,
            Level level,
            @Nullable String item,
            String text,
            @Nullable UUID rectificationId) {}
}
