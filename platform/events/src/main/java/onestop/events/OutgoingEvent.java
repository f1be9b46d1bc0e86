package onestop.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact to publish.
 *
 * @param key the aggregate's id; events of one key keep their order
 * @param type for example {@code onestop.approval.case.decided.v1}
 * @param subject what the fact is about, often the key itself
 * @param sequence the aggregate's version after the change
 * @param data written as JSON; {@code null} removes the key from a {@link Topic.Kind#REFERENCE} topic
 */
public record OutgoingEvent(
        Topic topic,
        String key,
        String type,
        String subject,
        long sequence,
        Instant time,
        @Nullable Object data) {

    public OutgoingEvent {
        if (data == null && topic.kind() == Topic.Kind.FACTS) {
            throw new IllegalArgumentException("a fact has data: " + type);
        }
    }
}
