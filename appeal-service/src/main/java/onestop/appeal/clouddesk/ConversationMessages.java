package onestop.appeal.clouddesk;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What others are told of conversations: neither what was said nor who spoke. */
final class ConversationMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.conversation");

    private record Ended(
            UUID conversationId,
            Conversation.Channel channel,
            Conversation.Purpose purpose,
            Conversation.Outcome outcome,
            long minutes,
            @Nullable UUID appealId) {}

    /** @param confidential which appeal came of it is not told then: an appointment asked for in the same conversation names the enterprise */
    static OutgoingEvent ended(Conversation ended, boolean confidential, Instant at) {
        return new OutgoingEvent(
                TOPIC,
                ended.id().toString(),
                "onestop.appeal.conversation.ended.v1",
                ended.id().toString(),
                ended.version(),
                at,
                new Ended(
                        ended.id(),
                        ended.channel(),
                        ended.purpose(),
                        Objects.requireNonNull(ended.outcome()),
                        Duration.between(ended.openedAt(), at).toMinutes(),
                        confidential ? null : ended.appealId()));
    }

    private ConversationMessages() {}
}
