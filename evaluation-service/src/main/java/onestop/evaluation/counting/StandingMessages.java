package onestop.evaluation.counting;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** Changes of standing as wire messages; of an invited rating behind its giving, under the same key. */
final class StandingMessages {
    static final Topic TOPIC = Topic.facts("onestop.evaluation.rating");

    private StandingMessages() {}

    /** A rating whose standing has changed. Without invitation and receipt number when another system sent it. */
    record Changed(
            UUID ratingId,
            int version,
            Standing from,
            @Nullable UUID invitationId,
            @Nullable String receiptNumber,
            String unit,
            Level level) {}

    record StandingChanged(
            String ratingId,
            @Nullable String invitationId,
            @Nullable String receiptNumber,
            String unit,
            Level level,
            Standing from,
            Standing to,
            String reason,
            OffsetDateTime changedAt) {}

    static OutgoingEvent changed(Changed rating, Standing to, String reason, Instant at) {
        var id = rating.ratingId().toString();
        var invitation =
                rating.invitationId() == null ? null : rating.invitationId().toString();
        return new OutgoingEvent(
                TOPIC,
                rating.receiptNumber() == null ? id : rating.receiptNumber(),
                "onestop.evaluation.rating.standing-changed.v1",
                invitation == null ? id : invitation,
                1L + rating.version(),
                at,
                new StandingChanged(
                        id,
                        invitation,
                        rating.receiptNumber(),
                        rating.unit(),
                        rating.level(),
                        rating.from(),
                        to,
                        reason,
                        CountyTime.at(at)));
    }
}
