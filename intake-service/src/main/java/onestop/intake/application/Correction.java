package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One time a file was sent back: everything that was missing or wrong, in one notice.
 *
 * @param dueOn the last day of the period the notice states; null in old notices that state none
 * @param supervisorReason why a defect that could have been seen before is asked for all the same; null in any other round
 * @param suppliedKeys the materials that came with the correction
 */
record Correction(
        Instant requestedAt,
        String requestedBy,
        List<Defect> defects,
        @Nullable LocalDate dueOn,
        @Nullable String supervisorReason,
        @Nullable Instant correctedAt,
        Set<String> suppliedKeys) {

    record Defect(String materialKey, String reason) {}

    Correction {
        defects = List.copyOf(defects);
        suppliedKeys = Set.copyOf(suppliedKeys);
    }

    static Correction asked(
            Instant at, String by, List<Defect> defects, @Nullable LocalDate dueOn, @Nullable String supervisorReason) {
        return new Correction(at, by, defects, dueOn, supervisorReason, null, Set.of());
    }

    Correction corrected(Instant at, Set<String> supplied) {
        return new Correction(requestedAt, requestedBy, defects, dueOn, supervisorReason, at, new TreeSet<>(supplied));
    }

    boolean over(LocalDate today) {
        return dueOn != null && today.isAfter(dueOn);
    }
}
