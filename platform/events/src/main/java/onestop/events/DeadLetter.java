package onestop.events;

import java.time.Instant;
import java.util.UUID;

/**
 * A record that a consumer could not process, or that waits behind one of its key.
 *
 * @param state {@code OPEN}: failed; {@code PARKED}: came after a failed one of its key; {@code RESOLVED}: put back
 */
record DeadLetter(
        UUID id,
        String consumer,
        String topic,
        int partition,
        long offset,
        String key,
        String reason,
        String state,
        Instant createdAt) {}
