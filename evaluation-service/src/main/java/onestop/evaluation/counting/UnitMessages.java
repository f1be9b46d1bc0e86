package onestop.evaluation.counting;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import onestop.events.OutgoingEvent;
import org.jspecify.annotations.Nullable;

/** Ratings that went to another unit, as wire messages under the key of their giving. */
final class UnitMessages {
    private UnitMessages() {}

    /**
     * A rating that is another unit's now. Without invitation and receipt number when another system sent it.
     *
     * @param counts whether it is in the indicators
     */
    record Moved(
            UUID ratingId,
            int version,
            @Nullable UUID invitationId,
            @Nullable String receiptNumber,
            Level level,
            String from,
            String to,
            boolean counts) {}

    record UnitChanged(
            String ratingId,
            @Nullable String invitationId,
            @Nullable String receiptNumber,
            Level level,
            String from,
            String to,
            boolean counted,
            OffsetDateTime changedAt) {}

    static OutgoingEvent changed(Moved rating, Instant at) {
        var id = rating.ratingId().toString();
        var invitation =
                rating.invitationId() == null ? null : rating.invitationId().toString();
        return new OutgoingEvent(
                StandingMessages.TOPIC,
                rating.receiptNumber() == null ? id : rating.receiptNumber(),
                "onestop.evaluation.rating.unit-changed.v1",
                invitation == null ? id : invitation,
                1L + rating.version(),
                at,
                new UnitChanged(
                        id,
                        invitation,
                        rating.receiptNumber(),
                        rating.level(),
                        rating.from(),
                        rating.to(),
                        rating.counts(),
                        CountyTime.at(at)));
    }
}
