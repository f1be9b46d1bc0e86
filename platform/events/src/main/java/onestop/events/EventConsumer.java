package onestop.events;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics for one purpose. Declared as a bean; each has its own place in the topics and its own inbox.
 *
 * <p>{@link #handle} is called inside one transaction that also records the events in the inbox: whatever it writes
 * through the service's data source commits with them or not at all. It sees each event once, in the order of its key.
 */
public interface EventConsumer {

    /** Stable name, unique in the service: part of the consumer group and of the inbox key. */
    String name();

    Set<Topic> topics();

    /**
     * Takes in events that this consumer has not seen. Types that it does not know are to be ignored.
     *
     * @throws UnreadableEventException for an event that can never be processed
     */
    void handle(List<IncomingEvent> events);

    /**
     * Whether later records of a key wait behind one that could not be processed. Not for topics that others write to, where each record
     * is answered for itself and nobody may hold up the others.
     */
    default boolean keepsOrder() {
        return true;
    }

    /** Most events in one transaction. */
    default int maxBatch() {
        return 500;
    }

    /**
     * Whether its effect is waited for and may not come a tenth of a second later. Where it may, the consumer pauses after each batch
     * ({@code onestop.events.pause}), and what comes meanwhile is the next batch and one transaction: a busy service has a few of them in a
     * second and not one for each act. After a quiet time an event comes at once all the same.
     */
    default boolean awaited() {
        return true;
    }

    /**
     * What of a record is kept when it cannot be processed, and told to the dead-letter topic: all of it, unless it holds what may
     * not lie readable. What is left out is missing when the record is put back.
     *
     * @param value as it came, readable or not
     */
    default byte @Nullable [] kept(byte @Nullable [] value) {
        return value;
    }

    /** Threads that read for this consumer, each some of the partitions; 0 leaves it to {@code onestop.events.concurrency}. */
    default int threads() {
        return 0;
    }
}
