package onestop.evaluation.partners;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Labels;
import onestop.events.BulkConsumer;
import onestop.events.GivenUp;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in the ratings that partners put on their topic, in our words or in a dialect. */
@Component
class RatingsFromPartners implements BulkConsumer {
    private final TakeRatings takeRatings;
    private final List<RatingDialect> dialects;
    private final Labels labels;
    private final Problems problems;
    private final GivenUp deadLetters;
    private final InstantSource clock;
    private final Counter alreadyRated;
    private final Set<String> readableFields;

    RatingsFromPartners(
            TakeRatings takeRatings,
            List<RatingDialect> dialects,
            Labels labels,
            Problems problems,
            GivenUp deadLetters,
            InstantSource clock,
            MeterRegistry meters) {
        this.takeRatings = takeRatings;
        this.dialects = dialects;
        this.labels = labels;
        this.problems = problems;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.alreadyRated = Counter.builder("onestop.evaluation.partners.already.rated")
                .description("Ratings on the partners' topic of services that had one")
                .register(meters);
        this.readableFields = Stream.concat(
                        WithoutContacts.fields(SentRating.class).stream(),
                        dialects.stream().flatMap(dialect -> dialect.readableFields().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String name() {
        return "partner-ratings";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(GivenRatingMessages.TOPIC);
    }

    /** One for each partition: while some wait for the database, another reads. */
    @Override
    public int threads() {
        return 3;
    }

    /** The more, the fewer changes of the tallies for each rating; but what is read must fit into a small heap three times. */
    @Override
    public int maxBatch() {
        return 8_000;
    }

    @Override
    public byte @Nullable [] kept(byte @Nullable [] value) {
        return WithoutContacts.of(value, readableFields);
    }

    @Override
    public List<Refused> take(List<IncomingEvent> events) {
        var poll =
                new Poll(CountyTime.now(clock), new ArrayList<>(events.size()), new ArrayList<>(), new ArrayList<>());
        var others = new ArrayList<IncomingEvent>();
        for (var event : events) {
            if (!event.type().equals(GivenRatingMessages.GIVEN)) {
                others.add(event);
                continue;
            }
            try {
                add(poll, event, event.data(SentRating.class), UnaryOperator.identity());
            } catch (UnreadableEventException e) {
                poll.refused().add(new Refused(event, String.valueOf(e.getMessage())));
            }
        }
        if (!others.isEmpty()) {
            dialects.forEach(dialect -> read(poll, others, dialect)); // what is in none is told to others
        }
        var outcome = takeRatings.take(poll.ratings(), poll.at());
        if (!outcome.refused().isEmpty()) {
            for (int i = 0; i < poll.ratings().size(); i++) {
                var why = outcome.refused().get(poll.ratings().get(i));
                if (why != null) {
                    refuse(poll, poll.sent().get(i), why);
                }
            }
        }
        alreadyRated.increment(outcome.ratedAlready().size());
        return poll.refused();
    }

    /** Follow-ups that have waited in vain become dead letters, as a sender puts them on the topic; without the contact. */
    void givenUp(List<PartnerRating> followUps, Instant at) {
        var why = problems.field("number", "waited-too-long", WaitingFollowUps.LONGEST_WAIT.toDays())
                .message();
        deadLetters.add(
                name(),
                followUps.stream().map(one -> GivenRatingMessages.of(one, at)).toList(),
                "number: " + why);
    }

    /** What a poll has brought: ratings that hold so far, each with how it was sent, and what was refused. */
    private record Poll(Instant at, List<PartnerRating> ratings, List<Sent> sent, List<Refused> refused) {}

    /** @param names what the sender calls our fields */
    private record Sent(IncomingEvent event, UnaryOperator<String> names) {}

    private void read(Poll poll, List<IncomingEvent> events, RatingDialect dialect) {
        var its = events.stream()
                .filter(event -> event.type().equals(dialect.type()))
                .toList();
        if (its.isEmpty()) {
            return;
        }
        var readings = dialect.read(its);
        for (int i = 0; i < its.size(); i++) {
            var event = its.get(i);
            switch (readings.get(i)) {
                case RatingDialect.Said(var rating) -> add(poll, event, rating, dialect::fieldName);
                case RatingDialect.Wrong(var why) -> refuse(poll, new Sent(event, UnaryOperator.identity()), why);
                case RatingDialect.Unreadable(var why) ->
                    poll.refused().add(new Refused(event, String.valueOf(why.getMessage())));
            }
        }
    }

    private void add(Poll poll, IncomingEvent event, SentRating rating, UnaryOperator<String> names) {
        var sent = new Sent(event, names);
        try {
            poll.ratings().add(PartnerRating.of(rating, labels, poll.at()));
            poll.sent().add(sent);
        } catch (InvalidFieldException e) {
            refuse(poll, sent, e);
        }
    }

    private void refuse(Poll poll, Sent sent, InvalidFieldException bad) {
        var field = sent.names().apply(bad.field());
        poll.refused()
                .add(new Refused(
                        sent.event(),
                        field + ": "
                                + problems.field(field, bad.code(), bad.args()).message()));
    }
}
