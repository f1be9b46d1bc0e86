package onestop.evaluation.ratings;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.ratings.Ratings.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The appeals that name a rating. They are told when they are received, and their outcome when they are closed. */
@Repository
class RatingAppeals {
    private static final int MOST_SHOWN = 20;

    private final JdbcClient jdbc;

    RatingAppeals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param usci the enterprise that raised it; absent for one that was not registered yet */
    record Raised(
            UUID appealId,
            UUID ratingId,
            String number,
            String receiptNumber,
            @Nullable String usci,
            Instant receivedAt) {}

    /** @param outcome absent when the appeal was opened again */
    record Ended(UUID appealId, @Nullable String outcome) {}

    void add(List<Raised> raised) {
        if (raised.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO rating_appeal (appeal_id, rating_id, number, receipt_number, usci, received_at)
                SELECT * FROM unnest(:appeals::uuid[], :ratings::uuid[], :numbers::text[], :receipts::text[], :uscis::text[],
                                     :times::timestamptz[])
                    ON CONFLICT DO NOTHING
                """)
                .param("appeals", raised.stream().map(Raised::appealId).toArray(UUID[]::new))
                .param("ratings", raised.stream().map(Raised::ratingId).toArray(UUID[]::new))
                .param("numbers", raised.stream().map(Raised::number).toArray(String[]::new))
                .param("receipts", raised.stream().map(Raised::receiptNumber).toArray(String[]::new))
                .param("uscis", raised.stream().map(Raised::usci).toArray(String[]::new))
                .param(
                        "times",
                        raised.stream().map(one -> one.receivedAt().toString()).toArray(String[]::new))
                .update();
    }

    /** At most one an appeal. */
    void end(List<Ended> ended) {
        if (ended.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE rating_appeal a
                   SET outcome = e.outcome
                  FROM unnest(:appeals::uuid[], :outcomes::text[]) AS e (appeal_id, outcome)
                 WHERE a.appeal_id = e.appeal_id
                """)
                .param("appeals", ended.stream().map(Ended::appealId).toArray(UUID[]::new))
                .param("outcomes", ended.stream().map(Ended::outcome).toArray(String[]::new))
                .update();
    }

    /**
     * The newest first. An appeal that names another file than the rating's, or comes from another enterprise, only claims to be about
     * it and is left out.
     */
    List<RatingView.AppealLine> of(Stored rating) {
        return jdbc.sql("""
                SELECT appeal_id, number, received_at, outcome
                  FROM rating_appeal
                 WHERE rating_id = :rating AND receipt_number = :receipt
                   AND (usci IS NULL OR :enterprise::text IS NULL OR usci = :enterprise)
                 ORDER BY received_at DESC, appeal_id
                 LIMIT :most
                """)
                .param("rating", rating.ratingId())
                .param("receipt", rating.receiptNumber())
                .param("enterprise", rating.enterprise())
                .param("most", MOST_SHOWN)
                .query((row, _) -> new RatingView.AppealLine(
                        row.getObject("appeal_id", UUID.class),
                        row.getString("number"),
                        CountyTime.at(row.getObject("received_at", OffsetDateTime.class)
                                .toInstant()),
                        row.getString("outcome")))
                .list();
    }
}
