package onestop.events;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Backlog, age, throughput and dead letters. Consumer lag comes from the Kafka client's own metrics. */
final class EventsMetrics implements MeterBinder {
    private final OutboxBacklog backlog;
    private final OutboxRelay relay;
    private final Subscriptions subscriptions;
    private final DeadLetters deadLetters;

    EventsMetrics(OutboxBacklog backlog, OutboxRelay relay, Subscriptions subscriptions, DeadLetters deadLetters) {
        this.backlog = backlog;
        this.relay = relay;
        this.subscriptions = subscriptions;
        this.deadLetters = deadLetters;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("onestop.outbox.waiting", backlog, b -> b.now().waiting())
                .description("Events that the broker has not acknowledged")
                .register(registry);
        Gauge.builder("onestop.outbox.oldest", backlog, b -> b.now().oldest().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("Age of the oldest event that the broker has not acknowledged")
                .register(registry);
        Gauge.builder("onestop.outbox.leads", relay, r -> r.leading() ? 1 : 0)
                .description("1 in the replica whose relay is at work")
                .register(registry);
        FunctionCounter.builder("onestop.outbox.published", relay, OutboxRelay::published)
                .description("Events acknowledged by the broker")
                .register(registry);
        Gauge.builder("onestop.deadletters.unresolved", deadLetters, DeadLetters::count)
                .description("Records that could not be processed, and those that wait behind them")
                .register(registry);
        subscriptions.deliveries().forEach(delivery -> {
            FunctionCounter.builder("onestop.events.handled", delivery, Delivery::handled)
                    .tag("consumer", delivery.consumer().name())
                    .register(registry);
            FunctionCounter.builder("onestop.events.dead", delivery, Delivery::failed)
                    .tag("consumer", delivery.consumer().name())
                    .register(registry);
        });
    }
}
