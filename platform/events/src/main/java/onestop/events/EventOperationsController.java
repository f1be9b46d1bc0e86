package onestop.events;

import java.util.Optional;
import java.util.UUID;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators see and do about events: the backlog, the dead letters, putting one back. */
@RestController
@RequestMapping("/api/${onestop.service}/ops")
class EventOperationsController {
    private static final Logger log = LoggerFactory.getLogger(EventOperationsController.class);

    private final OutboxBacklog backlog;
    private final DeadLetters deadLetters;
    private final Subscriptions subscriptions;
    private final Problems problems;

    EventOperationsController(
            OutboxBacklog backlog, DeadLetters deadLetters, Subscriptions subscriptions, Problems problems) {
        this.backlog = backlog;
        this.deadLetters = deadLetters;
        this.subscriptions = subscriptions;
        this.problems = problems;
    }

    /** How many events wait for the broker (counted up to 100 000) and how long the oldest has waited. */
    record OutboxView(long waiting, double oldestSeconds) {}

    record Replayed(int processed) {}

    @Allowed(Role.OPS)
    @GetMapping("/outbox")
    OutboxView outbox() {
        var state = backlog.now();
        return new OutboxView(state.waiting(), state.oldest().toMillis() / 1000.0);
    }

    /** Unresolved dead letters, oldest first, without their content. */
    @Allowed(Role.OPS)
    @GetMapping("/dead-letters")
    Page<DeadLetter> deadLetters(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Limit limit) {
        int size = limit == null ? 50 : limit.value();
        var found = deadLetters.unresolved(position(after), size + 1);
        boolean more = found.size() > size;
        var items = more ? found.subList(0, size) : found;
        return new Page<>(items, more ? Cursor.of(items.getLast().id()) : null);
    }

    private static @Nullable UUID position(@Nullable String after) {
        var parts = Cursor.parts(after, 1);
        return parts.isEmpty() ? null : Cursor.uuid(parts.getFirst());
    }

    /** Puts a dead letter and the parked ones of its key back, in order; all of them or none. */
    @Allowed(Role.OPS)
    @PutMapping("/dead-letters/{id}/replay")
    ResponseEntity<?> replay(@PathVariable UUID id, Caller caller) {
        Optional<Delivery> delivery = deadLetters.consumerOf(id).flatMap(subscriptions::of);
        if (delivery.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-dead-letter");
        }
        int processed;
        try {
            processed = delivery.get().replay(id, caller.subject());
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("dead letter {} failed again: {}", id, e.toString());
            return problems.reply(HttpStatus.CONFLICT, "dead-letter-failed-again");
        }
        return processed == 0
                ? problems.reply(HttpStatus.NOT_FOUND, "no-such-dead-letter")
                : ResponseEntity.ok(new Replayed(processed));
    }
}
