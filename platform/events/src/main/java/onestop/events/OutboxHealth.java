package onestop.events;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Says when events have waited long for the broker. Not part of readiness: commands go on while the broker is away, and
 * taking the service out would make it worse.
 */
final class OutboxHealth extends AbstractHealthIndicator {
    private static final Duration TOO_OLD = Duration.ofSeconds(30);

    private final OutboxBacklog backlog;

    OutboxHealth(OutboxBacklog backlog) {
        super("The outbox could not be read.");
        this.backlog = backlog;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var state = backlog.now();
        builder.status(state.oldest().compareTo(TOO_OLD) > 0 ? Status.OUT_OF_SERVICE : Status.UP)
                .withDetail("waiting", state.waiting())
                .withDetail("oldestSeconds", state.oldest().toSeconds());
    }
}
