package onestop.evaluation.partners;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.BulkConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import onestop.web.InvalidFieldException;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes in the open feedback that partners put on their topic. */
@Component
class FeedbackFromPartners implements BulkConsumer {
    private static final Topic TOPIC = Topic.facts("onestop.partner.feedback");
    private static final String WRITTEN = "onestop.partner.feedback.written.v1";
    private static final Set<String> READABLE = WithoutContacts.fields(SentFeedback.class);

    private final TakeFeedback takeFeedback;
    private final Problems problems;
    private final InstantSource clock;

    FeedbackFromPartners(TakeFeedback takeFeedback, Problems problems, InstantSource clock) {
        this.takeFeedback = takeFeedback;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "partner-feedback";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(TOPIC);
    }

    /** More would save little, and what is read must fit into a small heap twice. */
    @Override
    public int maxBatch() {
        return 5_000;
    }

    /** Who left a contact and did not say that the name is to be withheld is still none without a name. */
    @Override
    public byte @Nullable [] kept(byte @Nullable [] value) {
        var sent = value == null ? null : WithoutContacts.read(value);
        if (sent == null || !sent.hasNonNull("contact") || sent.hasNonNull("anonymous")) {
            return WithoutContacts.of(value, READABLE);
        }
        return WithoutContacts.of(JsonMapper.shared().writeValueAsBytes(sent.put("anonymous", false)), READABLE);
    }

    @Override
    public List<Refused> take(List<IncomingEvent> events) {
        var now = CountyTime.now(clock);
        var refused = new ArrayList<Refused>();
        var feedback = new ArrayList<PartnerFeedback>(events.size());
        var sent = new ArrayList<IncomingEvent>(events.size());
        for (var event : events) {
            if (!event.type().equals(WRITTEN)) {
                continue; // told to others
            }
            try {
                feedback.add(PartnerFeedback.of(event.data(SentFeedback.class), now));
                sent.add(event);
            } catch (InvalidFieldException e) {
                refused.add(new Refused(event, reason(e)));
            } catch (UnreadableEventException e) {
                refused.add(new Refused(event, String.valueOf(e.getMessage())));
            }
        }
        var notKnown = takeFeedback.take(feedback, now).refused();
        for (int i = 0; i < feedback.size(); i++) {
            var why = notKnown.get(feedback.get(i));
            if (why != null) {
                refused.add(new Refused(sent.get(i), reason(why)));
            }
        }
        return refused;
    }

    private String reason(InvalidFieldException bad) {
        return bad.field() + ": "
                + problems.field(bad.field(), bad.code(), bad.args()).message();
    }
}
