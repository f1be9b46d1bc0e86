package onestop.evaluation.ratings;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import onestop.evaluation.ratings.RatingAppeals.Ended;
import onestop.evaluation.ratings.RatingAppeals.Raised;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hears which appeals name a rating, and what became of them. */
@Component
class RatingAppealsConsumer implements EventConsumer {
    private static final Topic APPEALS = Topic.facts("onestop.appeal.appeal");
    private static final String RECEIVED = "onestop.appeal.appeal.received.v1";
    private static final String CLOSED = "onestop.appeal.appeal.closed.v1";
    private static final String REOPENED = "onestop.appeal.appeal.reopened.v1";

    /** Appeals may name ratings that are none of ours, by whatever those are called. */
    private static final Pattern OUR_RATING = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final RatingAppeals appeals;

    RatingAppealsConsumer(RatingAppeals appeals) {
        this.appeals = appeals;
    }

    record Received(
            UUID appealId,
            String number,
            @Nullable String usci,
            @Nullable About about,
            Instant receivedAt) {
        private Optional<Raised> raised() {
            return about == null
                            || about.receiptNumber() == null
                            || about.ratingId() == null
                            || !OUR_RATING.matcher(about.ratingId()).matches()
                    ? Optional.empty()
                    : Optional.of(new Raised(
                            appealId,
                            UUID.fromString(about.ratingId()),
                            number,
                            about.receiptNumber(),
                            usci,
                            receivedAt));
        }
    }

    record About(@Nullable String receiptNumber, @Nullable String ratingId) {}

    record Closed(UUID appealId, String outcome) {}

    record Reopened(UUID appealId) {}

    @Override
    public String name() {
        return "rating-appeals";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPEALS);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        appeals.add(events.stream()
                .filter(event -> event.type().equals(RECEIVED))
                .flatMap(event -> event.data(Received.class).raised().stream())
                .toList());
        var ended = new LinkedHashMap<UUID, Ended>();
        for (var event : events) {
            if (event.type().equals(CLOSED)) {
                var closed = event.data(Closed.class);
                ended.put(closed.appealId(), new Ended(closed.appealId(), closed.outcome()));
            } else if (event.type().equals(REOPENED)) {
                var reopened = event.data(Reopened.class);
                ended.put(reopened.appealId(), new Ended(reopened.appealId(), null));
            }
        }
        appeals.end(List.copyOf(ended.values()));
    }
}
