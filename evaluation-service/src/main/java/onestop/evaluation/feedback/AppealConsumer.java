package onestop.evaluation.feedback;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hears which appeal is about a feedback. Of one in confidence nobody hears. */
@Component
class AppealConsumer implements EventConsumer {
    private static final Topic APPEALS = Topic.facts("onestop.appeal.appeal");
    private static final String RECEIVED = "onestop.appeal.appeal.received.v1";

    private final FeedbackRows rows;

    AppealConsumer(FeedbackRows rows) {
        this.rows = rows;
    }

    record Received(@Nullable UUID appealId, @Nullable About about) {}

    record About(@Nullable String feedbackId) {}

    @Override
    public String name() {
        return "appeals";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPEALS);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        rows.appealed(events.stream()
                .filter(event -> event.type().equals(RECEIVED))
                .map(event -> event.data(Received.class))
                .flatMap(received -> {
                    var about = received.about();
                    return received.appealId() == null || about == null || about.feedbackId() == null
                            ? java.util.stream.Stream.<FeedbackRows.Appealed>empty()
                            : java.util.stream.Stream.of(
                                    new FeedbackRows.Appealed(about.feedbackId(), received.appealId()));
                })
                .toList());
    }
}
