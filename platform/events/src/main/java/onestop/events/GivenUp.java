package onestop.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import onestop.events.DeadLetters.Dead;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a consumer has taken in to wait for something, and waits for in vain, becomes a dead letter like what could not be
 * processed: operators see it and can put it back.
 */
public class GivenUp {
    /** It has no place in its topic any more. */
    private static final int NOWHERE = -1;

    private final DeadLetters deadLetters;
    private final String source;

    GivenUp(DeadLetters deadLetters, String service) {
        this.deadLetters = deadLetters;
        this.source = "/" + service;
    }

    /**
     * Keeps them, each anew however often it was given up before, when the running transaction commits.
     *
     * @param consumer the name of the consumer that gets one that is put back
     * @param events as they could have come
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String consumer, List<OutgoingEvent> events, String reason) {
        deadLetters.open(
                consumer, events.stream().map(event -> dead(event, reason)).toList());
    }

    private Dead dead(OutgoingEvent event, String reason) {
        var id = UUID.randomUUID();
        var message = new ConsumerRecord<>(
                event.topic().name(),
                NOWHERE,
                NOWHERE,
                bytes(event.key()),
                EventJson.MAPPER.writeValueAsBytes(event.data()));
        header(message, Headers.SPEC_VERSION, "1.0");
        header(message, Headers.ID, id.toString());
        header(message, Headers.TYPE, event.type());
        header(message, Headers.SOURCE, source);
        header(message, Headers.SUBJECT, event.subject());
        header(message, Headers.TIME, event.time().toString());
        header(message, Headers.SEQUENCE, Long.toString(event.sequence()));
        header(message, Headers.CONTENT_TYPE, "application/json");
        return new Dead(id, message, message.value(), reason);
    }

    private static void header(ConsumerRecord<byte[], byte[]> message, String name, String value) {
        message.headers().add(new RecordHeader(name, bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
