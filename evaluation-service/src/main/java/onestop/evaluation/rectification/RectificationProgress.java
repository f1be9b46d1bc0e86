package onestop.evaluation.rectification;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far the order of a rating has come, for those who may read the rating. */
@Repository
public class RectificationProgress {
    private final JdbcClient jdbc;

    RectificationProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param result what the unit has put right; null until it has */
    public record Progress(
            UUID rectificationId, Status status, @Nullable String result) {}

    public Optional<Progress> of(UUID ratingId) {
        return jdbc.sql("SELECT id AS rectification_id, status, result FROM rectification WHERE rating_id = :ratingId")
                .param("ratingId", ratingId)
                .query(Progress.class)
                .optional();
    }
}
