package onestop.events;

import java.util.List;

/** The topics that a service owns: created, with their dead-letter topics, when the service starts. */
public record ProducedTopics(List<Topic> topics) {
    public ProducedTopics {
        topics = List.copyOf(topics);
    }
}
