package onestop.evaluation.feedback;

import onestop.evaluation.photos.PhotoTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What writers have photographed. */
@Repository
class FeedbackPhotos extends PhotoTable {
    FeedbackPhotos(JdbcClient jdbc) {
        super(jdbc, "open_feedback_photo", "feedback_id");
    }
}
