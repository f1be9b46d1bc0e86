package onestop.evaluation.ratings;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Ratings as they are stored. */
@Repository
class Ratings {
    private final JdbcClient jdbc;

    Ratings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the rating; empty when the service has one. Who comes second at the same moment waits for the first. */
    Optional<UUID> insert(InvitedService service, GiveRating.Command command, String rater, Instant at) {
        var opinion = command.opinion();
        return jdbc.sql("""
                WITH given AS (
                     INSERT INTO rating (invitation_id, unit, matter, item, level, labels, text, channel, anonymous,
                            rated_at, rated_on)
                     VALUES (:invitationId, :unit, :matter, :matter, :level, :labels, :text, :channel, :anonymous,
                            :ratedAt, :ratedOn)
                         ON CONFLICT (invitation_id) WHERE invitation_id IS NOT NULL AND follow_up_of IS NULL DO NOTHING
                     RETURNING id),
                giver AS (
                     INSERT INTO rating_giver (rating_id, subject, contact) SELECT id, :subject, :contact FROM given)
                SELECT id FROM given
                """)
                .param("invitationId", service.id().value())
                .param("unit", service.unit())
                .param("matter", service.matter())
                .param("level", opinion.level().name())
                .param("labels", opinion.labels().toArray(String[]::new))
                .param("text", opinion.text())
                .param("channel", command.channel().name())
                .param("anonymous", command.anonymous())
                .param("ratedAt", at.atOffset(ZoneOffset.UTC))
                .param("ratedOn", CountyTime.dayOf(at))
                .param("subject", rater)
                .param("contact", command.contact())
                .query(UUID.class)
                .optional();
    }

    /** What was said, of which service. Not by whom. */
    record Stored(
            UUID ratingId,
            UUID invitationId,
            String receiptNumber,
            int serviceNumber,
            ServiceKind service,
            String enterprise,
            String unit,
            String matter,
            Level level,
            List<String> labels,
            @Nullable String text,
            Channel channel,
            boolean anonymous,
            Instant ratedAt) {}

    Optional<Stored> find(UUID ratingId) {
        return jdbc.sql("""
                SELECT r.id, r.invitation_id, i.receipt_number, i.service_number, i.service, f.enterprise_usci, r.unit,
                       r.matter, r.level, r.labels, r.text, r.channel, r.anonymous, r.rated_at
                  FROM rating r
                  JOIN invitation i ON i.id = r.invitation_id
                  JOIN handled_file f ON f.receipt_number = i.receipt_number
                 WHERE r.id = :id
                """)
                .param("id", ratingId)
                .query((row, _) -> new Stored(
                        row.getObject("id", UUID.class),
                        row.getObject("invitation_id", UUID.class),
                        row.getString("receipt_number"),
                        row.getInt("service_number"),
                        ServiceKind.valueOf(row.getString("service")),
                        row.getString("enterprise_usci"),
                        row.getString("unit"),
                        row.getString("matter"),
                        Level.valueOf(row.getString("level")),
                        List.of((String[]) row.getArray("labels").getArray()),
                        row.getString("text"),
                        Channel.valueOf(row.getString("channel")),
                        row.getBoolean("anonymous"),
                        row.getObject("rated_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** How the rater wants to be reached. The only statement that reads the table of givers. */
    Optional<String> contact(UUID ratingId) {
        return jdbc.sql("SELECT contact FROM rating_giver WHERE rating_id = :id AND contact IS NOT NULL")
                .param("id", ratingId)
                .query(String.class)
                .optional();
    }
}
