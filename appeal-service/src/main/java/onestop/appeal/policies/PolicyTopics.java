package onestop.appeal.policies;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PolicyTopics {
    @Bean
    ProducedTopics policyTopic() {
        return new ProducedTopics(List.of(PolicyMessages.TOPIC));
    }
}
