package onestop.events;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import onestop.events.DeadLetters.Dead;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands records to one consumer: a batch in one transaction, and only if that fails, record by record, so that one bad
 * record costs nobody else anything.
 */
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final EventConsumer consumer;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final TransactionTemplate transaction;
    private final int attempts;
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Delivery(
            EventConsumer consumer,
            Inbox inbox,
            DeadLetters deadLetters,
            TransactionTemplate transaction,
            EventsProperties settings) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        this.attempts = settings.attempts();
    }

    EventConsumer consumer() {
        return consumer;
    }

    long handled() {
        return handled.get();
    }

    long failed() {
        return failed.get();
    }

    /** Processes the records, or throws when the database cannot be reached: then they are to come again. */
    void deliver(List<ConsumerRecord<byte[], byte[]>> messages) {
        var letters = messages.stream().map(Letter::of).toList();
        if (consumer instanceof BulkConsumer bulk) {
            deliverInBulk(bulk, letters);
            return;
        }
        try {
            take(letters);
            return;
        } catch (RuntimeException e) {
            if (passing(e)) {
                throw e;
            }
            log.debug("{}: a batch of {} is tried one by one: {}", consumer.name(), letters.size(), e.toString());
        }
        for (var letter : letters) {
            deliverAlone(letter);
        }
    }

    /** All at once; if that fails, the two halves, down to the one that is to blame. */
    private void deliverInBulk(BulkConsumer bulk, List<Letter> letters) {
        for (int attempt = 1; ; attempt++) {
            try {
                takeInBulk(bulk, letters);
                return;
            } catch (RuntimeException e) {
                if (passing(e)) {
                    throw e;
                }
                log.debug("{}: a batch of {} is tried in parts: {}", consumer.name(), letters.size(), e.toString());
                if (letters.size() > 1) {
                    int middle = letters.size() / 2;
                    deliverInBulk(bulk, letters.subList(0, middle));
                    deliverInBulk(bulk, letters.subList(middle, letters.size()));
                    return;
                }
                if (attempt >= attempts || e instanceof UnreadableEventException) {
                    transaction.executeWithoutResult(
                            _ -> deadLetters.open(consumer.name(), List.of(asDead(letters.getFirst(), e.toString()))));
                    failed.incrementAndGet();
                    log.error(
                            "{}: {} became a dead letter",
                            consumer.name(),
                            letters.getFirst().place(),
                            e);
                    return;
                }
            }
        }
    }

    private void takeInBulk(BulkConsumer bulk, List<Letter> letters) {
        long dead = transaction.execute(_ -> {
            var byEvent = new IdentityHashMap<IncomingEvent, Letter>();
            var events = new ArrayList<IncomingEvent>(letters.size());
            var faulty = new ArrayList<Dead>();
            for (var letter : letters) {
                if (letter.event() == null) {
                    faulty.add(asDead(letter, letter.fault()));
                } else {
                    byEvent.put(letter.event(), letter);
                    events.add(letter.event());
                }
            }
            for (var refused : events.isEmpty() ? List.<BulkConsumer.Refused>of() : bulk.take(events)) {
                faulty.add(asDead(Objects.requireNonNull(byEvent.get(refused.event())), refused.reason()));
            }
            deadLetters.open(consumer.name(), faulty);
            return (long) faulty.size();
        });
        handled.addAndGet(letters.size() - dead);
        if (dead > 0) {
            failed.addAndGet(dead);
            log.error("{}: {} of {} records became dead letters", consumer.name(), dead, letters.size());
        }
    }

    private void deliverAlone(Letter letter) {
        for (int attempt = 1; ; attempt++) {
            try {
                take(List.of(letter));
                return;
            } catch (RuntimeException e) {
                if (passing(e)) {
                    throw e;
                }
                if (attempt >= attempts || e instanceof UnreadableEventException) {
                    bury(letter, e);
                    return;
                }
            }
        }
    }

    /** The effect and the inbox rows, in one transaction. */
    private void take(List<Letter> letters) {
        long count = transaction.execute(_ -> {
            var byId = new LinkedHashMap<UUID, Letter>();
            letters.forEach(letter -> byId.putIfAbsent(letter.id(), letter));
            var fresh = inbox.take(consumer.name(), byId.keySet());
            if (fresh.isEmpty()) {
                return 0L;
            }
            var keys = new HashSet<String>();
            letters.forEach(letter -> keys.add(letter.key()));
            var blocked = consumer.keepsOrder() ? deadLetters.blocked(consumer.name(), keys) : new HashSet<String>();
            var events = new ArrayList<IncomingEvent>(fresh.size());
            for (var letter : byId.values()) {
                if (!fresh.contains(letter.id())) {
                    continue;
                }
                if (blocked.contains(letter.address())) {
                    deadLetters.park(consumer.name(), asDead(letter, "waits behind an earlier record of its key"));
                } else if (letter.event() == null) {
                    dead(letter, letter.fault());
                    if (consumer.keepsOrder()) {
                        blocked.add(letter.address());
                    }
                } else {
                    events.add(letter.event());
                }
            }
            if (!events.isEmpty()) {
                consumer.handle(events);
            }
            return (long) events.size();
        });
        handled.addAndGet(count);
    }

    private void bury(Letter letter, RuntimeException why) {
        transaction.executeWithoutResult(_ -> {
            if (inbox.take(consumer.name(), List.of(letter.id())).isEmpty()) {
                return;
            }
            dead(letter, why.toString());
        });
        log.error("{}: {} became a dead letter", consumer.name(), letter.place(), why);
    }

    private void dead(Letter letter, @Nullable String reason) {
        deadLetters.open(consumer.name(), List.of(asDead(letter, reason)));
        failed.incrementAndGet();
        log.error("{}: {} becomes a dead letter", consumer.name(), letter.place());
    }

    private Dead asDead(Letter letter, @Nullable String reason) {
        var message = letter.message();
        return new Dead(letter.id(), message, consumer.kept(message.value()), reason == null ? "unreadable" : reason);
    }

    /**
     * Puts a dead letter and all that wait behind it back, in order, in one transaction; only itself, where none waits behind another.
     *
     * @return how many were processed; 0 when there is no such open dead letter
     */
    int replay(UUID id, String by) {
        try {
            return transaction.execute(_ -> {
                var letters = consumer.keepsOrder() ? deadLetters.withThoseBehind(id) : deadLetters.alone(id);
                for (var letter : letters) {
                    consumer.handle(List.of(letter.event()));
                    deadLetters.resolved(letter.id(), by);
                }
                return letters.size();
            });
        } catch (RuntimeException e) {
            if (!passing(e)) {
                transaction.executeWithoutResult(_ -> deadLetters.failedAgain(id, e.toString()));
            }
            throw e;
        }
    }

    /** Whether the same record may well succeed later: the fault is the database's, not the record's. */
    private static boolean passing(RuntimeException e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof NonTransientDataAccessResourceException
                || e instanceof TransactionException;
    }

    /** A record with what it was understood as. */
    private record Letter(
            ConsumerRecord<byte[], byte[]> message,
            UUID id,
            String key,
            @Nullable IncomingEvent event,
            @Nullable String fault) {

        static Letter of(ConsumerRecord<byte[], byte[]> message) {
            try {
                var event = Headers.read(message);
                return new Letter(message, event.id(), event.key(), event, null);
            } catch (UnreadableEventException e) {
                var place = "%s/%d/%d".formatted(message.topic(), message.partition(), message.offset());
                return new Letter(
                        message,
                        UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)),
                        Headers.key(message),
                        null,
                        e.getMessage());
            }
        }

        String address() {
            return message.topic() + "\n" + key;
        }

        String place() {
            return "record %s/%d/%d".formatted(message.topic(), message.partition(), message.offset());
        }
    }
}
