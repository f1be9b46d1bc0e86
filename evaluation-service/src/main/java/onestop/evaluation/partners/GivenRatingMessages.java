package onestop.evaluation.partners;

import java.time.Instant;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** What partners put on their topic, where it has to be written here once more. */
final class GivenRatingMessages {
    static final Topic TOPIC = Topic.facts("onestop.partner.rating");
    static final String GIVEN = "onestop.partner.rating.given.v1";

    private GivenRatingMessages() {}

    /** A rating as its sender could have put it there; the key is its unit. */
    static OutgoingEvent of(PartnerRating rating, Instant at) {
        return new OutgoingEvent(TOPIC, rating.unit(), GIVEN, rating.unit(), 0, at, rating.sent());
    }
}
