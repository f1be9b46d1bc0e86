package onestop.appeal.supervision;

import java.util.List;
import onestop.events.ProducedTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class SupervisionConfiguration {
    @Bean
    ProducedTopics supervisionTopics() {
        return new ProducedTopics(List.of(SupervisionMessages.TOPIC));
    }
}
