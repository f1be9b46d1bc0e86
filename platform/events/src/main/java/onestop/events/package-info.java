/**
 * Facts leave a service and arrive at others without being lost, doubled or reordered.
 *
 * <p>A command changes its aggregate and calls {@link onestop.events.Outbox} in the same transaction. One relay per
 * service reads the outbox in order, sends each batch as one Kafka transaction and deletes what the broker has
 * acknowledged. On the other side an {@link onestop.events.EventConsumer} is called inside a transaction that also
 * writes the inbox, so a repeated record has no second effect. What cannot be processed becomes a dead letter, and the
 * later events of its key wait behind it until an operator puts it back.
 */
@NullMarked
package onestop.events;

import org.jspecify.annotations.NullMarked;
