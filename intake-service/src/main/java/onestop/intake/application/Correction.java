package onestop.intake.application;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one time a file was sent back: everything that was missing or wrong, in one notice. */
record Correction(
        Instant requestedAt,
        String requestedBy,
        List<Defect> defects,
        @Nullable Instant correctedAt) {

    record Defect(String materialKey, String reason) {}

    Correction corrected(Instant at) {
        return new Correction(requestedAt, requestedBy, defects, at);
    }
}
