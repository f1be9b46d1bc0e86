package onestop.evaluation.suspicion;

import java.time.Instant;
import java.util.UUID;

/** Told in the transaction in which a rating that was under suspicion comes to count. */
public interface WhenCleared {
    void cleared(UUID ratingId, Instant at);
}
