package onestop.events;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * A fact that arrived.
 *
 * @param sequence the aggregate's version at the producer; 0 when the producer states none
 * @param body the data as JSON; empty when the key was removed from a reference topic
 */
public record IncomingEvent(
        UUID id,
        String type,
        String source,
        String subject,
        long sequence,
        Instant time,
        String topic,
        String key,
        byte[] body) {

    /** Whether this record removes its key from a reference topic. */
    public boolean removesKey() {
        return body.length == 0;
    }

    /**
     * The data, read leniently: unknown fields are ignored, as producers may add some.
     *
     * @throws UnreadableEventException when the data does not fit
     */
    public <T> T data(Class<T> as) {
        try {
            var value = EventJson.MAPPER.readValue(body, as);
            if (value == null) {
                throw new UnreadableEventException("the data of " + type + " is null");
            }
            return value;
        } catch (JacksonException e) {
            throw new UnreadableEventException("the data of %s does not fit %s".formatted(type, as.getSimpleName()), e);
        }
    }
}
