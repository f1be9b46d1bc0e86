package onestop.evaluation.feedback;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import onestop.evaluation.feedback.Feedback.AppealState;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hears which appeal is about a feedback and how far that is. Each event says by itself which feedback that is, so it matters not which
 * comes first. Of an appeal in confidence none does.
 */
@Component
class AppealConsumer implements EventConsumer {
    private static final Topic APPEALS = Topic.facts("onestop.appeal.appeal");
    private static final String PREFIX = "onestop.appeal.appeal.";

    private final FeedbackRows rows;

    AppealConsumer(FeedbackRows rows) {
        this.rows = rows;
    }

    /**
     * What the events that we use tell, each a part of it.
     *
     * @param about what a received one is about
     * @param feedbackId the same, of the later events
     * @param redoDueAt of a dispatched one only when an answer was not accepted
     */
    record Told(
            @Nullable UUID appealId,
            @Nullable String number,
            @Nullable About about,
            @Nullable String feedbackId,
            @Nullable String redoDueAt,
            @Nullable String outcome,
            @Nullable String competentBody) {
        Optional<FeedbackRows.Appealed> as(@Nullable AppealState state, long sequence) {
            var feedback = about == null || about.feedbackId() == null ? feedbackId : about.feedbackId();
            return state == null || appealId == null || feedback == null
                    ? Optional.empty()
                    : Optional.of(
                            new FeedbackRows.Appealed(feedback, appealId, number, state, competentBody, sequence));
        }
    }

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
        rows.appealed(events.stream().flatMap(event -> appealed(event).stream()).toList());
    }

    private static Optional<FeedbackRows.Appealed> appealed(IncomingEvent event) {
        if (!event.type().startsWith(PREFIX)) {
            return Optional.empty();
        }
        return switch (event.type().substring(PREFIX.length())) {
            case "received.v1" -> told(event).as(AppealState.RECEIVED, event.sequence());
            case "replied.v1" -> told(event).as(AppealState.ANSWERED, event.sequence());
            case "redo-ordered.v1", "reopened.v1" -> told(event).as(AppealState.REDO, event.sequence());
            case "dispatched.v1" -> {
                var told = told(event);
                yield told.as(told.redoDueAt() == null ? null : AppealState.REDO, event.sequence());
            }
            case "closed.v1" -> {
                var told = told(event);
                yield told.as(
                        "REJECTED".equals(told.outcome()) ? AppealState.DECLINED : AppealState.CLOSED,
                        event.sequence());
            }
            default -> Optional.empty();
        };
    }

    private static Told told(IncomingEvent event) {
        return event.data(Told.class);
    }
}
