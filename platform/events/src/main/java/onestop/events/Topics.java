package onestop.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that this service writes and reads, where they are missing. Readers create too, so that services
 * may start in any order; name and kind decide the settings, so all create the same.
 */
final class Topics {
    private static final String SEVEN_DAYS_MILLIS = Long.toString(TimeUnit.DAYS.toMillis(7));
    private static final String NINETY_DAYS_MILLIS = Long.toString(TimeUnit.DAYS.toMillis(90));

    private final Map<String, Object> adminSettings;
    private final List<Topic> topics;
    private final EventsProperties settings;
    private volatile boolean ensured;

    Topics(Map<String, Object> adminSettings, List<Topic> topics, EventsProperties settings) {
        this.adminSettings = adminSettings;
        this.topics = List.copyOf(topics);
        this.settings = settings;
    }

    /** Returns when every topic is there; fails when the broker does not answer. */
    void ensure() throws InterruptedException, ExecutionException, TimeoutException {
        if (ensured || topics.isEmpty()) {
            return;
        }
        try (var admin = Admin.create(adminSettings)) {
            var existing = admin.listTopics().names().get(15, TimeUnit.SECONDS);
            var wanted = new LinkedHashMap<String, NewTopic>();
            topics.stream().flatMap(this::withDeadLetters).forEach(t -> wanted.putIfAbsent(t.name(), t));
            var missing = wanted.values().stream()
                    .filter(t -> !existing.contains(t.name()))
                    .toList();
            for (var created : admin.createTopics(missing).values().values()) {
                try {
                    created.get(15, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) { // another service was faster
                        throw e;
                    }
                }
            }
        }
        ensured = true;
    }

    private Stream<NewTopic> withDeadLetters(Topic topic) {
        return Stream.of(
                switch (topic.kind()) {
                    case FACTS ->
                        topic(
                                topic.name(),
                                settings.partitions(),
                                Map.of(TopicConfig.RETENTION_MS_CONFIG, SEVEN_DAYS_MILLIS));
                    case REFERENCE ->
                        topic(
                                topic.name(),
                                1,
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT,
                                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                                        "0.2"));
                },
                topic(topic.deadLetterName(), 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, NINETY_DAYS_MILLIS)));
    }

    private NewTopic topic(String name, int partitions, Map<String, String> config) {
        var all = new LinkedHashMap<>(config);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxEventBytes() + 65_536));
        return new NewTopic(name, partitions, settings.replicas()).configs(all);
    }
}
