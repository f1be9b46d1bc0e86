package onestop.approval.cases;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an applicant was told to correct in one notice (补正告知).
 *
 * @param notice the version of the case with which it was told; an answer names it
 * @param supervisorReason why it names what an earlier notice could have named; null in any other
 * @param supplied keys of the materials that came with the answer; empty while there is none
 */
record Correction(
        long notice,
        Instant askedAt,
        List<Defect> defects,
        @Nullable String supervisorReason,
        Set<String> supplied) {
    Correction {
        defects = List.copyOf(defects);
        supplied = Set.copyOf(Objects.requireNonNullElse(supplied, Set.<String>of()));
    }

    Correction answered(Set<String> materials) {
        return new Correction(notice, askedAt, defects, supervisorReason, materials);
    }

    /** Of the materials of these defects those that could have been looked at with this notice: all that did not come with its answer. */
    List<String> couldHaveNamed(List<Defect> later) {
        return later.stream()
                .map(Defect::material)
                .filter(material -> !supplied.contains(material))
                .distinct()
                .toList();
    }
}
