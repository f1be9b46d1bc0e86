package onestop.appeal.appeals;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class AppealTopics {
    @Bean
    ProducedTopics producedTopics() {
        return new ProducedTopics(List.of(AppealEventMessages.TOPIC, PartnerReplyMessages.TOPIC));
    }
}
