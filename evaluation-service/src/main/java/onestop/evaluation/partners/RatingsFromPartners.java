package onestop.evaluation.partners;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Labels;
import onestop.events.BulkConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import org.springframework.stereotype.Component;

/** Takes in the ratings that partners put on their topic. */
@Component
class RatingsFromPartners implements BulkConsumer {
    private static final Topic TOPIC = Topic.facts("onestop.partner.rating");
    private static final String GIVEN = "onestop.partner.rating.given.v1";

    private final TakeRatings takeRatings;
    private final Labels labels;
    private final Problems problems;
    private final InstantSource clock;
    private final Counter alreadyRated;

    RatingsFromPartners(
            TakeRatings takeRatings, Labels labels, Problems problems, InstantSource clock, MeterRegistry meters) {
        this.takeRatings = takeRatings;
        this.labels = labels;
        this.problems = problems;
        this.clock = clock;
        this.alreadyRated = Counter.builder("onestop.evaluation.partners.already.rated")
                .description("Ratings on the partners' topic of services that had one")
                .register(meters);
    }

    @Override
    public String name() {
        return "partner-ratings";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(TOPIC);
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
    public List<Refused> take(List<IncomingEvent> events) {
        var now = CountyTime.now(clock);
        var refused = new ArrayList<Refused>();
        var ratings = new ArrayList<PartnerRating>(events.size());
        var sent = new ArrayList<IncomingEvent>(events.size());
        for (var event : events) {
            if (!event.type().equals(GIVEN)) {
                continue; // told to others
            }
            try {
                ratings.add(PartnerRating.of(event.data(SentRating.class), labels, now));
                sent.add(event);
            } catch (InvalidFieldException e) {
                refused.add(new Refused(event, reason(e)));
            } catch (UnreadableEventException e) {
                refused.add(new Refused(event, String.valueOf(e.getMessage())));
            }
        }
        var outcome = takeRatings.take(ratings, now);
        if (!outcome.refused().isEmpty()) {
            for (int i = 0; i < sent.size(); i++) {
                var why = outcome.refused().get(ratings.get(i));
                if (why != null) {
                    refused.add(new Refused(sent.get(i), reason(why)));
                }
            }
        }
        alreadyRated.increment(outcome.ratedAlready().size());
        return refused;
    }

    private String reason(InvalidFieldException bad) {
        return bad.field() + ": "
                + problems.field(bad.field(), bad.code(), bad.args()).message();
    }
}
