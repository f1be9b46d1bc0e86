package onestop.appeal.blocked;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class BlockedConfiguration {
    @Bean
    ProducedTopics blockedTopics() {
        return new ProducedTopics(List.of(BlockedMessages.TOPIC));
    }
}
