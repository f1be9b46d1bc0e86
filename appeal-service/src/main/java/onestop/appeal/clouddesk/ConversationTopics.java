package onestop.appeal.clouddesk;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ConversationTopics {
    @Bean
    ProducedTopics conversationTopic() {
        return new ProducedTopics(List.of(ConversationMessages.TOPIC, DeskMessages.TOPIC));
    }
}
