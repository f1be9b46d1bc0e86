package onestop.approval.cases;

import java.time.Instant;
import java.util.List;

/**
 * What an applicant was told to correct in one notice (补正告知).
 *
 * @param notice the version of the case with which it was told; an answer names it
 */
record Correction(long notice, Instant askedAt, List<Defect> defects) {
    Correction {
        defects = List.copyOf(defects);
    }
}
