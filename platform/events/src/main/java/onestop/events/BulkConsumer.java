package onestop.events;

import java.util.List;

/**
 * Reads records by the thousand that stand each for itself: no order among them, and the consumer knows by itself which
 * of them it has had. So it needs no inbox, and a bad record holds up no other, not even one of its key.
 *
 * <p>{@link #take} is called with all that one poll brought, inside one transaction. It may see an event again.
 */
public interface BulkConsumer extends EventConsumer {

    /** An event that was not taken in. It becomes a dead letter with the reason; the others stand. */
    record Refused(IncomingEvent event, String reason) {}

    /**
     * Takes in what it can. What throws takes nothing of the transaction in; then the events come again in smaller parts.
     *
     * @return those that can never be taken in
     */
    List<Refused> take(List<IncomingEvent> events);

    /** One that was put back from the dead letters. */
    @Override
    default void handle(List<IncomingEvent> events) {
        var refused = take(events);
        if (!refused.isEmpty()) {
            throw new UnreadableEventException(refused.getFirst().reason());
        }
    }

    @Override
    default boolean keepsOrder() {
        return false;
    }

    @Override
    default int maxBatch() {
        return 10_000;
    }
}
