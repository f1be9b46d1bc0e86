package onestop.evaluation.ratings;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** Ratings as wire messages. Neither the rater nor the rater's own words leave the service. */
public final class RatingMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.rating");

    private RatingMessages() {}

    record Given(
            String receiptNumber,
            String ratingId,
            String invitationId,
            int serviceNumber,
            ServiceKind service,
            String unit,
            String matter,
            Level level,
            boolean good,
            List<String> labels,
            Channel channel,
            Standing standing,
            OffsetDateTime ratedAt) {}

    static OutgoingEvent given(
            UUID ratingId, InvitedService service, Opinion opinion, Channel channel, Standing standing, Instant at) {
        return given(ratingId, service, opinion.level(), opinion.labels(), channel, standing, at, at);
    }

    /** A rating that another system has collected, of a service of ours; {@code ratedAt} is what that system says. */
    public static OutgoingEvent given(
            UUID ratingId,
            InvitedService service,
            Level level,
            List<String> labels,
            Channel channel,
            Standing standing,
            Instant ratedAt,
            Instant at) {
        var invitationId = service.id().value().toString();
        return new OutgoingEvent(
                TOPIC,
                service.receiptNumber(),
                "onestop.evaluation.rating.given.v1",
                invitationId,
                2,
                at,
                new Given(
                        service.receiptNumber(),
                        ratingId.toString(),
                        invitationId,
                        service.serviceNumber(),
                        service.service(),
                        service.unit(),
                        service.matter(),
                        level,
                        level.good(),
                        labels,
                        channel,
                        standing,
                        CountyTime.at(ratedAt)));
    }

    /** A rating that nobody gave. */
    static OutgoingEvent byDefault(UUID ratingId, InvitedService service, Level level, Instant at) {
        return given(
                ratingId, service, new Opinion(level, List.of(), null), Channel.SYSTEM_DEFAULT, Standing.COUNTED, at);
    }

    record FollowedUp(
            String receiptNumber,
            String ratingId,
            String followUpOf,
            String unit,
            String matter,
            Level level,
            boolean good,
            Channel channel,
            OffsetDateTime ratedAt) {}

    /** @param ratedAt when the rater said it; {@code at} is when it is heard */
    public static OutgoingEvent followedUp(
            UUID ratingId,
            String receiptNumber,
            UUID followUpOf,
            String unit,
            String matter,
            Level level,
            Channel channel,
            Instant ratedAt,
            Instant at) {
        return new OutgoingEvent(
                TOPIC,
                receiptNumber,
                "onestop.evaluation.rating.followed-up.v1",
                ratingId.toString(),
                1,
                at,
                new FollowedUp(
                        receiptNumber,
                        ratingId.toString(),
                        followUpOf.toString(),
                        unit,
                        matter,
                        level,
                        level.good(),
                        channel,
                        CountyTime.at(ratedAt)));
    }
}
