package onestop.evaluation.improvement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a pain point.
 *
 * @param unit who has to do it
 * @param owner the account of whoever answers for it
 * @param baselineFrom first day of the period before, against which is compared
 * @param baselineAsFound whether that is the period in which the pain point was found: picked because it was frequent there, it would be
 *     less frequent afterwards by itself
 * @param doneOn null until it is done
 */
record Improvement(
        UUID id,
        Pain pain,
        String title,
        String unit,
        String owner,
        LocalDate dueOn,
        LocalDate baselineFrom,
        LocalDate baselineTo,
        boolean baselineAsFound,
        String openedBy,
        Instant openedAt,
        @Nullable LocalDate doneOn,
        @Nullable String doneNote,
        long version) {

    /** Days of the period before, when none is given, and of the period after at most. */
    static final int DAYS_COMPARED = 90;

    LocalDate openedOn() {
        return CountyTime.dayOf(openedAt);
    }

    boolean overdue(LocalDate today) {
        return doneOn == null && today.isAfter(dueOn);
    }
}
