package onestop.events;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets what the inbox need not remember any more, a little at a time. Replicas may do it side by side. */
final class InboxPurge implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(InboxPurge.class);
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Inbox inbox;
    private final Duration retention;
    private @Nullable ScheduledExecutorService executor;

    InboxPurge(Inbox inbox, Duration retention) {
        this.inbox = inbox;
        this.retention = retention;
    }

    @Override
    public synchronized void start() {
        executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("inbox-purge").daemon().factory());
        var _ = executor.scheduleWithFixedDelay(this::purge, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void purge() {
        try {
            int forgotten = inbox.purge(retention);
            if (forgotten > 0) {
                log.debug("inbox forgot {} entries", forgotten);
            }
        } catch (RuntimeException e) {
            log.warn("the inbox could not be purged: {}", e.toString());
        }
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
