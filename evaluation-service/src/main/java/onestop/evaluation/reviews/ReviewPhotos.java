package onestop.evaluation.reviews;

import onestop.evaluation.photos.PhotoTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What reviewers have photographed. */
@Repository
class ReviewPhotos extends PhotoTable {
    ReviewPhotos(JdbcClient jdbc) {
        super(jdbc, "review_photo", "review_id");
    }
}
