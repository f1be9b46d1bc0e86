package onestop.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs a listener container for each consumer. They start when the broker answers and the topics are there; a service
 * starts and serves without a broker.
 */
final class Subscriptions implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
    private static final String BULK_FETCH_BYTES = "4194304";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final List<Delivery> deliveries;
    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Topics topics;
    private final EventsProperties settings;
    private final String service;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();

    private volatile boolean running;
    private @Nullable Thread starter;

    Subscriptions(
            List<Delivery> deliveries,
            ConsumerFactory<byte[], byte[]> consumers,
            Topics topics,
            EventsProperties settings,
            String service) {
        this.deliveries = List.copyOf(deliveries);
        this.consumers = consumers;
        this.topics = topics;
        this.settings = settings;
        this.service = service;
    }

    Stream<Delivery> deliveries() {
        return deliveries.stream();
    }

    Optional<Delivery> of(String consumer) {
        return deliveries().filter(d -> d.consumer().name().equals(consumer)).findFirst();
    }

    @Override
    public synchronized void start() {
        running = true;
        starter = Thread.ofVirtual().name("subscriptions").start(this::startWhenTheBrokerAnswers);
    }

    private void startWhenTheBrokerAnswers() {
        var wait = Duration.ofMillis(250);
        while (running) {
            try {
                topics.ensure();
                startContainers();
                return;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                log.warn("consumers wait for the broker: {}", e.toString());
                try {
                    Thread.sleep(wait);
                } catch (InterruptedException interrupted) {
                    return;
                }
                wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }

    private synchronized void startContainers() {
        if (!running) {
            return;
        }
        for (var delivery : deliveries) {
            var container = container(delivery);
            containers.add(container);
            container.start();
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(Delivery delivery) {
        var consumer = delivery.consumer();
        var properties = new ContainerProperties(
                consumer.topics().stream().map(Topic::name).toArray(String[]::new));
        properties.setGroupId(service + "." + consumer.name());
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMissingTopicsFatal(false);
        if (!consumer.awaited()) {
            properties.setIdleBetweenPolls(settings.pause().toMillis());
        }
        properties.getKafkaConsumerProperties().setProperty("max.poll.records", Integer.toString(consumer.maxBatch()));
        if (consumer instanceof BulkConsumer) {
            // Small records by the thousand: what is fetched ahead must not fill the heap. A larger record still comes
            // alone.
            properties.getKafkaConsumerProperties().setProperty("fetch.max.bytes", BULK_FETCH_BYTES);
            properties.getKafkaConsumerProperties().setProperty("max.partition.fetch.bytes", BULK_FETCH_BYTES);
        }
        properties.setMessageListener((BatchMessageListener<byte[], byte[]>) delivery::deliver);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName("consumer-" + consumer.name());
        container.setConcurrency(consumer.threads() > 0 ? consumer.threads() : settings.concurrency());
        // Only a passing fault of the database reaches the container: the batch comes again until it is over.
        var backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        container.setCommonErrorHandler(new DefaultErrorHandler(backOff));
        return container;
    }

    @Override
    public void stop() {
        List<ConcurrentMessageListenerContainer<byte[], byte[]>> stopping;
        synchronized (this) {
            running = false;
            if (starter != null) {
                starter.interrupt();
            }
            stopping = List.copyOf(containers);
            containers.clear();
        }
        stopping.parallelStream().forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the relay at start, before it at stop. */
    @Override
    public int getPhase() {
        return 100;
    }
}
