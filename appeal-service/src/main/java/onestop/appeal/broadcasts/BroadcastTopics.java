package onestop.appeal.broadcasts;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class BroadcastTopics {
    @Bean
    ProducedTopics broadcastTopic() {
        return new ProducedTopics(List.of(BroadcastMessages.TOPIC));
    }
}
